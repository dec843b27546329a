import { useState } from 'preact/hooks';
import { notes as n } from '../../app/texts/notes';
import type { Row } from '../../records/kinds';
import { localDate } from '../../records/nextMorning';
import { dateText, hereZone, timeText } from '../../ui/when';
import { earlierBodies, fetchRevisions, type Revision } from './revisions';

type State = Revision[] | 'closed' | 'asking' | 'unreachable';

/** Every text the note ever had, from the server, asked for only when somebody wants to see it. */
export function Versions({ note }: { note: Row<'note'> }) {
  const [state, setState] = useState<State>('closed');
  // What the server has not seen has no versions there.
  if (note.rev === null) return null;
  const open = async () => {
    setState('asking');
    try {
      setState(earlierBodies(await fetchRevisions('note', note.id), note.fields.body));
    } catch {
      setState('unreachable');
    }
  };
  return (
    <details
      class="fold"
      onToggle={(event) => {
        if (event.currentTarget.open) void open();
      }}
    >
      <summary>{n.versions}</summary>
      {state === 'asking' && <p class="soft">{n.versionsWait}</p>}
      {state === 'unreachable' && <p class="soft">{n.versionsOffline}</p>}
      {Array.isArray(state) && state.length === 0 && <p class="soft">{n.versionsNone}</p>}
      {Array.isArray(state) && (
        <ol class="stack">
          {state.map((revision) => (
            <li key={revision.change}>
              <p class="soft">{when(revision.at)}</p>
              <p class="body">{revision.value}</p>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

function when(at: number): string {
  const zone = hereZone();
  const date = dateText(localDate(at, zone), localDate(Date.now(), zone));
  return `${date}, ${timeText(new Date(at).toISOString(), zone)}`;
}
