import { useEffect, useState } from 'preact/hooks';
import type { Clock } from '../../data/database';
import { openCurrent } from '../../data/open';
import { writeWithUndo } from '../../editing/undo';
import type { Draft, Row } from '../../records/kinds';
import { sync as s } from '../../texts/sync';
import { versions as v } from '../../texts/trash';
import { Button } from '../../ui/Button';
import { whenSaid } from '../sync/instantText';
import { earlierTexts, fetchRevisions, knownHere, type Revision, TEXTS } from './revisions';

interface Known {
  revisions: Revision[];
  device: string;
  state: 'asking' | 'whole' | 'unreachable';
}

/** Reads the earlier texts that this phone knows by itself. */
async function readHere(row: Row): Promise<Known> {
  const { connection, store } = await openCurrent();
  const [clock, outbox] = await Promise.all([
    connection.run((database) => database.get('meta', 'clock')) as Promise<Clock | undefined>,
    store.outbox(),
  ]);
  const device = clock?.device ?? '';
  return {
    revisions: knownHere(outbox, row.id, row.conflicts, device),
    device,
    state: 'asking',
  };
}

/**
 * Lists every text the record had in the last half year. The server stores them, and is asked when this is
 * shown.
 */
export function EarlierTexts({ row }: { row: Row }) {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    const ask = async () => {
      const here = await readHere(row);
      setKnown(here);
      try {
        // A record that the server has not seen has no versions there.
        const there = row.rev === null ? [] : await fetchRevisions(row.kind, row.id);
        setKnown({ ...here, revisions: [...here.revisions, ...there], state: 'whole' });
      } catch {
        setKnown({ ...here, state: 'unreachable' });
      }
    };
    void ask();
  }, []);
  if (!known) return null;
  const texts = earlierTexts(known.revisions, row, TEXTS[row.kind]);
  return (
    <div class="stack">
      <p class="soft" role="status">
        {known.state === 'asking' && v.asking}
        {known.state === 'unreachable' && v.unreachable}
        {known.state === 'whole' && (texts.length > 0 ? v.kept : v.none)}
      </p>
      {texts.map((text) => (
        <Version
          key={`${text.change} ${text.field}`}
          row={row}
          text={text}
          isHere={text.device === known.device}
        />
      ))}
    </div>
  );
}

function Version({ row, text, isHere }: { row: Row; text: Revision; isHere: boolean }) {
  const { field, value, at } = text;
  const said = Array.isArray(value) ? value.join(', ') : (value ?? '');
  const bringBack = () => {
    const set = { [field]: value };
    const draft = { kind: row.kind, record: row.id, set, base: row.rev } as Draft;
    return writeWithUndo([draft], v.restored);
  };
  const label = s.fields[field] ?? field;
  return (
    <figure class="version">
      <figcaption class="soft">
        {label} · {isHere ? v.here(whenSaid(at)) : v.elsewhere(whenSaid(at))}
      </figcaption>
      <p class="body">{said}</p>
      <Button look="quiet" aria-label={v.bringBack(said)} onClick={() => void bringBack()}>
        {v.back}
      </Button>
    </figure>
  );
}
