import { openStore } from '../../data/open';
import type { Draft, Row } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { sync as s } from '../../texts/sync';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { toast, toastUndo } from '../../ui/Toast';
import { whenSaid } from './instantText';
import { keepAll, keepOne, type Version, versionsOf } from './versions';
import './sync.css';

/**
 * For a note that two devices changed without seeing each other's change: shows all texts, and keeps the
 * chosen one. Renders nothing for other notes.
 */
export function OtherVersion({ note }: { note: Row<'note'> }) {
  const versions = versionsOf(note);
  if (note.conflicts.length === 0) return null;
  const keep = async (drafts: Draft[]) => {
    const store = await openStore();
    const undo = await store.write(drafts);
    if (drafts[0]?.set && 'body' in drafts[0].set && drafts[0].set.body === note.fields.body) {
      toast(s.other.kept);
      return;
    }
    toastUndo(s.other.kept, undo);
  };
  return (
    <Card label={s.other.title}>
      <div class="stack">
        <h3>{s.other.title}</h3>
        <p class="soft">{s.other.text}</p>
        {versions.map((version) => (
          <OneVersion
            key={version.at ?? ''}
            version={version}
            onKeep={() => keep(keepOne(note, version))}
          />
        ))}
        {versions.length > 1 && (
          <Button look="quiet" wide onClick={() => keep(keepAll(note, newId))}>
            {s.other.keepBoth(versions.length)}
          </Button>
        )}
        <p class="soft">{s.other.before}</p>
      </div>
    </Card>
  );
}

function OneVersion({ version, onKeep }: { version: Version; onKeep: () => void }) {
  const { value, at } = version;
  return (
    <figure class="version">
      <figcaption>{at ? s.other.there(whenSaid(at)) : s.other.here}</figcaption>
      <blockquote>{value}</blockquote>
      <Button look="quiet" onClick={onKeep}>
        {at ? s.other.keepOther : s.other.keepThis}
      </Button>
    </figure>
  );
}
