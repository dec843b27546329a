import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { erase } from '../../editing/erase';
import { useEdit } from '../../editing/useEdit';
import { useLive } from '../../editing/useLive';
import { useSave } from '../../editing/useSave';
import { daysBetween } from '../../prompts/days';
import type { Row } from '../../records/kinds';
import { isOwnLine, lineFor, lineFrom } from '../../records/ownLine';
import { newId } from '../../records/uuid';
import { type FirstLines, firstLines, lineOf } from '../../texts/firstLine';
import { givenName } from '../../texts/firstLines';
import { followups as f } from '../../texts/followups';
import { inASentence } from '../../texts/inASentence';
import { Button, ButtonLink } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { TextArea } from '../../ui/Field';
import { focusNeighbour } from '../../ui/focus';
import { Icon } from '../../ui/Icon';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { copyText, shareText } from '../sync/copy';
import { give } from './answering';
import type { Card } from './arrange';
import { type Channel, channelsTo, safeLink } from './contactChannels';
import { nameOf } from './FollowupCard';
import { type Nudge, nudgeFor } from './pitchNudge';
import './hello.css';

type Props = { card: Card; today: string; morning: string | null; onClose: () => void };

function proposals({ person, event, met, notes }: Card, today: string): FirstLines {
  return firstLines({
    name: person?.fields.name ?? null,
    known_for: person?.fields.known_for ?? null,
    interests: person?.fields.interests ?? [],
    noted: notes.map((note) => note.fields.body),
    event: event?.fields.name ?? null,
    days_ago: met ? daysBetween(met, today) : null,
  });
}

/** Returns the open sheet, if any, and the function that opens it. */
export function useHello(today: string, morning: string | null) {
  const [greeted, greet] = useState<Card | null>(null);
  const close = () => greet(null);
  const sheet = greeted && (
    <HelloSheet card={greeted} today={today} morning={morning} onClose={close} />
  );
  return [sheet, greet] as const;
}

/** Suggests a friendly first line, to be edited and sent by any app of the phone. */
function HelloSheet({ card, today, morning, onClose }: Props) {
  const [{ start, endings }] = useState(() => proposals(card, today));
  const [proposed] = useState({ text: lineOf(start, endings[0] ?? '') });
  const edit = useEdit(`hello:${card.followup.fields.person_id}`, proposed, null);
  const { text } = edit.values;
  const setText = (text: string) => edit.set({ text });
  const name = nameOf(card, inASentence);
  const { cards, isFirst } = useKnown(card.followup) ?? { cards: [], isFirst: false };
  const nudge = nudgeFor(
    text,
    cards.map(({ fields }) => fields),
    card.person?.fields,
    isFirst,
  );
  const ways = channelsTo(card.person?.fields, text, f.hello.subject, 'share' in navigator);

  const { save: done, trouble } = useSave(async () => {
    // In the list of follow-ups, the focus moves on when this person's row disappears.
    const link = `.followups a[href="/people/${card.followup.fields.person_id}"]`;
    const leaving = document.querySelector(link)?.closest('li');
    const moveOn = leaving && focusNeighbour(leaving, '.followups > li');
    await give(await openStore(), 'said_hi', card.followup, name, today, morning);
    edit.done();
    onClose();
    if (moveOn) setTimeout(moveOn, 100);
  });
  const [left, setLeft] = useState(false);
  const share = async () => {
    if (await shareText(text)) done();
  };
  const copy = async () => toast((await copyText(text)) ? f.hello.copied : f.hello.noCopy);
  const carrier = (way: Channel) => (
    <Carrier
      key={way.by === 'share' ? way.by : way.href.split('?')[0]}
      way={way}
      name={givenName(card.person?.fields.name ?? null) || name}
      isFirst={way === ways[0]}
      onShare={share}
      onLeave={() => setLeft(true)}
    />
  );
  return (
    <Sheet title={f.hello.title(name)} onClose={onClose}>
      <div class="stack">
        <TextArea label={f.hello.line} hint={f.hello.hint} value={text} rows={4} onText={setText} />
        <p class="nudge" role="status">
          {nudge && told(nudge)}
        </p>
        {trouble}
        {left ? (
          <Sent onYes={done} onNo={() => setLeft(false)} />
        ) : (
          <div class="ways">
            {ways.filter((way) => !isMessenger(way)).map(carrier)}
            <div class="messengers">{ways.filter(isMessenger).map(carrier)}</div>
            <Button look={ways.length === 0 ? 'primary' : 'quiet'} onClick={copy}>
              {f.hello.copy}
            </Button>
          </div>
        )}
        <Profiles links={card.person?.fields.links ?? []} />
        {ways.every((way) => way.by === 'share') && <p class="soft">{f.hello.addContact}</p>}
        <fieldset class="beginnings">
          <legend>{f.hello.others}</legend>
          {endings
            .filter((ending) => lineOf(start, ending) !== text)
            .map((ending) => (
              <Chip key={ending} onClick={() => setText(lineOf(start, ending))}>
                {ending || f.hello.plain}
              </Chip>
            ))}
        </fieldset>
        <OwnLines
          lines={cards.filter(({ fields }) => isOwnLine(fields.text))}
          whom={{
            name: givenName(card.person?.fields.name ?? null),
            event: card.event?.fields.name ?? '',
          }}
          text={text}
          onText={setText}
        />
        <Button wide onClick={done}>
          {f.hello.without}
        </Button>
      </div>
    </Sheet>
  );
}

/** Reads the cards, for the no-pitch nudge, and whether this person was written to before. */
function useKnown({ fields: { person_id } }: Row<'followup'>) {
  return useLive(
    async (store) => {
      const [cards, followups] = await Promise.all([
        store.all('card'),
        store.linked('followup', 'person_id', person_id),
      ]);
      return { cards, isFirst: followups.every(({ fields }) => fields.status !== 'done') };
    },
    ['card', 'followup'],
    [person_id],
  );
}

const told = (nudge: Nudge): string =>
  nudge.about === 'client' ? f.hello.nudge.client(nudge.client) : f.hello.nudge[nudge.about];

type OwnProps = {
  lines: Row<'card'>[];
  whom: Parameters<typeof lineFor>[1];
  text: string;
  onText: (text: string) => void;
};

/** Lines that the user kept, with the person's name filled in; and a button to keep this one. */
function OwnLines({ lines, whom, text, onText }: OwnProps) {
  const line = lineFrom(text, whom);
  const isKept = lines.some(({ fields }) => fields.text === line);
  const keep = async () => {
    const fields = { deck: 'opener' as const, text: line, position: 0 };
    await (await openStore()).write([{ kind: 'card', record: newId(), set: fields }]);
    toast(f.hello.kept);
  };
  return (
    <fieldset class="beginnings">
      <legend>{f.hello.own}</legend>
      {lines.map((row) => {
        const filled = lineFor(row.fields.text, whom);
        return (
          <span key={row.id} class="joined">
            <Chip pressed={filled === text} onClick={() => onText(filled)}>
              {filled}
            </Chip>
            <Chip
              aria-label={f.hello.forget(filled)}
              onClick={() => void erase(row, f.hello.forgotten)}
            >
              <Icon sign="close" size={1} />
            </Chip>
          </span>
        );
      })}
      {text.trim() && line.length <= 500 && !isKept && (
        <Chip onClick={() => void keep()}>
          <Icon sign="plus" size={1} /> {f.hello.keep}
        </Chip>
      )}
    </fieldset>
  );
}

type CarrierProps = {
  way: Channel;
  name: string;
  /** The most likely one is the primary button; at most one on the screen. */
  isFirst: boolean;
  onShare: () => void;
  onLeave: () => void;
};

function Carrier({ way, name, isFirst, onShare, onLeave }: CarrierProps) {
  const look = isFirst ? 'primary' : 'quiet';
  if (way.by === 'share') {
    return (
      <Button look={look} onClick={onShare}>
        {f.hello.share}
      </Button>
    );
  }
  return (
    <ButtonLink
      look={look}
      href={way.href}
      onClick={onLeave}
      {...(isMessenger(way) && { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {labelOf(way, name)}
    </ButtonLink>
  );
}

const isMessenger = ({ by }: Channel): boolean => by !== 'mail' && by !== 'sms' && by !== 'share';

function labelOf(way: Exclude<Channel, { by: 'share' }>, name: string): string {
  if (way.by === 'mail') return f.hello.mail(name, way.to);
  if (way.by === 'sms') return f.hello.sms(name, way.to);
  return f.hello.messenger(way.by, way.to);
}

/** Asked when the user returns from the other app: only they know whether the message was sent. */
function Sent({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  return (
    <fieldset class="ways">
      <legend>
        <span role="status">{f.hello.went.title}</span>
      </legend>
      <Button look="primary" onClick={onYes}>
        {f.hello.went.yes}
      </Button>
      <Button look="quiet" onClick={onNo}>
        {f.hello.went.no}
      </Button>
    </fieldset>
  );
}

/** Links to their profiles, as far as a browser may safely open them. */
function Profiles({ links }: { links: readonly string[] }) {
  const safe = links.flatMap((link) => {
    const href = safeLink(link);
    return href ? [{ link, href }] : [];
  });
  if (safe.length === 0) return null;
  return (
    <p class="profiles">
      {safe.map(({ link, href }) => (
        <a key={link} href={href} target="_blank" rel="noopener noreferrer">
          {link.replace(/^https?:\/\/(www\.)?/u, '')}
        </a>
      ))}
    </p>
  );
}
