import { useState } from 'preact/hooks';
import { type FirstLines, firstLines, lineOf } from '../../app/texts/firstLine';
import { followups as f } from '../../app/texts/followups';
import { openStore } from '../../data/open';
import { daysBetween } from '../../prompts/days';
import { Button, ButtonLink } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { copyText } from '../sync/copy';
import { give } from './answering';
import type { Card } from './arrange';
import { nameOf } from './FollowupCard';
import { type Way, waysTo } from './ways';

type Props = { card: Card; today: string; morning: string | null; onClose: () => void };

function proposals({ person, event, met }: Card, today: string): FirstLines {
  return firstLines({
    name: person?.fields.name ?? null,
    known_for: person?.fields.known_for ?? null,
    interests: person?.fields.interests ?? [],
    event: event?.fields.name ?? null,
    days_ago: met ? daysBetween(met.slice(0, 10), today) : null,
  });
}

/** A friendly first line, to be changed and sent through whatever the phone has. */
export function HelloSheet({ card, today, morning, onClose }: Props) {
  const [{ start, endings }] = useState(() => proposals(card, today));
  const [text, setText] = useState(lineOf(start, endings[0] ?? ''));
  const name = nameOf(card);
  const ways = waysTo(card.person?.fields, text, f.hello.subject, 'share' in navigator);

  const done = async () => {
    onClose();
    await give(await openStore(), 'said_hi', card.followup, name, today, morning);
  };
  const share = async () => {
    try {
      await navigator.share({ text });
    } catch {
      // Put away without sending; the sheet stays.
      return;
    }
    await done();
  };
  return (
    <Sheet title={f.hello.title(name)} onClose={onClose}>
      <div class="stack">
        <TextArea label={f.hello.line} hint={f.hello.hint} value={text} rows={4} onText={setText} />
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
        <div class="ways">
          {ways.map((way) => (
            <Carrier
              key={way.by === 'share' ? way.by : way.href.split('?')[0]}
              way={way}
              onShare={share}
            />
          ))}
          <Button
            look="quiet"
            onClick={async () => toast((await copyText(text)) ? f.hello.copied : f.hello.noCopy)}
          >
            {f.hello.copy}
          </Button>
        </div>
        {ways.every((way) => way.by === 'share') && <p class="soft">{f.hello.addContact}</p>}
        <Button look="primary" wide onClick={done}>
          {f.saidHi}
        </Button>
      </div>
    </Sheet>
  );
}

function Carrier({ way, onShare }: { way: Way; onShare: () => void }) {
  if (way.by === 'share') {
    return (
      <Button look="quiet" onClick={onShare}>
        {f.hello.share}
      </Button>
    );
  }
  return (
    <ButtonLink look="quiet" href={way.href}>
      {way.by === 'mail' ? f.hello.mail(way.to) : f.hello.sms(way.to)}
    </ButtonLink>
  );
}
