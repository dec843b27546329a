import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { evening } from '../../texts/evening';
import { Chip } from '../../ui/Chip';
import { toastUndo } from '../../ui/Toast';
import { bringAlong, notesFromBefore } from '../events/notesFromBefore';
import './evening.css';

type Props = { event: Row<'event'>; onDone: () => void };

/** Asks whether notes captured before the event was created belong to it. */
export function NotesFromBefore({ event, onDone }: Props) {
  const [busy, setBusy] = useState(false);
  const notes = useLive((store) => notesFromBefore(store, event), ['note'], [event.id]);
  if (!notes?.length) return null;
  const f = evening.fromBefore;
  const bring = async () => {
    setBusy(true);
    try {
      const undo = await bringAlong(await openStore(), event.id, notes);
      toastUndo(f.told(notes.length), undo);
      onDone();
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="from-before" aria-label={f.question(notes.length)}>
      <p>{f.question(notes.length)}</p>
      <ul class="soft">
        {notes.slice(0, 3).map(({ id, fields }) => (
          <li key={id}>{fields.body}</li>
        ))}
      </ul>
      <div class="cluster">
        <Chip disabled={busy} onClick={() => void bring()}>
          {f.yes}
        </Chip>
        <Chip onClick={onDone}>{f.no}</Chip>
      </div>
    </section>
  );
}
