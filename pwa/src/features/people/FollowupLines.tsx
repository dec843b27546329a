import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { dateHere } from '../../prompts/days';
import { dayThere } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { dateText, hereZone } from '../../texts/dateTexts';
import { followups as f } from '../../texts/followups';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { focusNeighbour } from '../../ui/focus';
import { Row as Line, Rows } from '../../ui/Row';
import { give } from '../followups/answering';
import { answerOf } from '../followups/followupTexts';
import { useChange } from '../followups/useChange';

type Props = { followups: readonly Row<'followup'>[]; name: string };

/** A person's follow-ups and promises, with their answers; a tap on one edits it. */
export function FollowupLines({ followups, name }: Props) {
  const [sheet, change] = useChange();
  const today = dateHere(new Date(now.value));
  return (
    <>
      <Rows>
        {followups.map((followup) => {
          const { fields } = followup;
          const title = fields.promise || p.reasons[fields.reason];
          if (fields.status !== 'open')
            return (
              <li key={followup.id}>
                <Line title={title} detail={closedText(followup, today)} />
              </li>
            );
          const label = answerOf(followup);
          return (
            <li key={followup.id} class="beside">
              <Line
                title={title}
                detail={p.due(dateText(fields.due_on, today))}
                onClick={() => void change(followup, name)}
              />
              <Chip
                aria-label={f.about(label, title)}
                onClick={async (event: MouseEvent) => {
                  const answered = (event.currentTarget as Element).closest('li');
                  const moveOn = focusNeighbour(answered, '.rows > .beside');
                  await give(await openStore(), 'said_hi', followup, name, today, null);
                  setTimeout(moveOn, 100);
                }}
              >
                {label}
              </Chip>
            </li>
          );
        })}
      </Rows>
      {sheet}
    </>
  );
}

function closedText({ fields }: Row<'followup'>, today: string): string {
  const { status, reason, closed_at } = fields;
  const isKept = reason === 'promise' && status === 'done';
  return [
    isKept ? p.kept : status !== 'open' && p.closed[status],
    closed_at && dateText(dayThere(closed_at, hereZone()), today),
  ]
    .filter(Boolean)
    .join(' · ');
}
