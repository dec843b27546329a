import { useState } from 'preact/hooks';
import { dateHere } from '../../prompts/days';
import type { Row } from '../../records/kinds';
import { dateText } from '../../texts/dateTexts';
import { displayName } from '../../texts/displayName';
import { kindness as k } from '../../texts/people';
import { Button, ButtonLink } from '../../ui/Button';
import { idlePart } from '../../ui/idlePart';
import { Section } from '../../ui/Page';
import { Row as Line, Rows } from '../../ui/Row';
import type { Story } from './personQueries';

type Loaded = typeof import('./idle.goodTurn');

/** The karma ledger of one person: what was given and received. Nothing is added up. */
export function GoodTurns({ personId, story }: { personId: string; story: Story }) {
  const [open, setOpen] = useState<(Loaded & { turn: Row<'kindness'> | null }) | null>(null);
  const show = (turn: Row<'kindness'> | null) =>
    idlePart(() => import('./idle.goodTurn')).then((part) => part && setOpen({ ...part, turn }));
  const { kindnesses, others } = story;
  return (
    <Section title={k.title}>
      {kindnesses.length === 0 && <p class="soft">{k.none}</p>}
      <Rows>
        {kindnesses.map((turn) => (
          <li key={turn.id}>
            <Line
              title={turn.fields.what}
              detail={detailOf(turn, personId, others)}
              onClick={() => void show(turn)}
            />
          </li>
        ))}
      </Rows>
      <div class="cluster">
        <Button look="quiet" onClick={() => void show(null)}>
          {k.add}
        </Button>
        {kindnesses.length > 0 && <ButtonLink href="/karma">{k.toLedger}</ButtonLink>}
      </div>
      {open && (
        <open.GoodTurnSheet
          turn={open.turn}
          personId={open.turn?.fields.person_id ?? personId}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}

/** "You received, Tue 24 Nov, thanks to Ada". */
function detailOf({ fields }: Row<'kindness'>, personId: string, others: Story['others']): string {
  const who = (id: string | null) => {
    const other = id && others.get(id);
    return other ? displayName(other.fields) : undefined;
  };
  const direction = fields.direction === 'given' ? k.givenShort : k.receivedShort;
  const thanks = who(fields.thanks_to);
  const introduced = who(fields.introduced_to);
  return [
    fields.person_id === personId ? direction : `${direction}: ${who(fields.person_id) ?? ''}`,
    dateText(fields.happened_on, dateHere(new Date())),
    thanks && k.thanks(thanks),
    introduced && k.introduction(introduced),
  ]
    .filter(Boolean)
    .join(', ');
}
