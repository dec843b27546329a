import { useState } from 'preact/hooks';
import { filesOf } from '../../data/files';
import { openCurrent } from '../../data/open';
import { erase } from '../../editing/erase';
import { useLive } from '../../editing/useLive';
import type { Row } from '../../records/kinds';
import { attachments as a } from '../../texts/attachments';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { toast } from '../../ui/Toast';
import { isSound } from './isSound';
import { Player } from './Player';
import { Sign } from './Sign';
import { thumbnailUrl } from './thumbnail';
import { Viewer } from './Viewer';
import { missingText, wholeOf } from './whole';
import './attachments.css';

/** Shows pictures to open and recordings to play. `compact`: in a list, without a way to delete. */
export function Gallery({
  rows,
  compact = false,
}: {
  rows: readonly Row<'attachment'>[];
  compact?: boolean;
}) {
  const [open, setOpen] = useState<string | null>(null);
  const ids = rows.map(({ id }) => id);
  const files = useLive(
    async () => filesOf((await openCurrent()).connection, ids),
    ['attachment'],
    [ids.join()],
  );
  const here = files?.filter(({ state }) => state === 'here') ?? [];
  const shown = rows.find(({ id }) => id === open);
  return (
    <>
      <ul class="gallery" aria-label={a.title}>
        {rows.map((row) => (
          <li key={row.id} class="attachment">
            {isSound(row.fields) ? (
              <Sound row={row} compact={compact} />
            ) : (
              <button
                type="button"
                class="thumbnail"
                aria-label={a.open(row.fields.caption || a.picture)}
                onClick={() => setOpen(row.id)}
              >
                <Small row={row} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!compact && here.length > 0 && (
        <p class="soft">
          {here.some(({ refused }) => refused) ? a.noRoom : a.hereOnly(here.length)}
        </p>
      )}
      {shown && <Viewer row={shown} onClose={() => setOpen(null)} />}
    </>
  );
}

function Small({ row: { fields } }: { row: Row<'attachment'> }) {
  const address = thumbnailUrl(fields.thumbnail ?? null);
  if (!address) return <Sign sign="camera" />;
  return <img src={address} alt={fields.caption || a.picture} loading="lazy" />;
}

function Sound({ row, compact }: { row: Row<'attachment'>; compact: boolean }) {
  return (
    <>
      <Player
        seconds={row.fields.seconds ?? null}
        type={row.fields.media_type}
        load={() =>
          wholeOf(row).catch((why: unknown) => {
            toast(missingText(why));
            return null;
          })
        }
      />
      {!compact && (
        <Button
          class="icon"
          aria-label={`${a.delete}: ${a.recording}`}
          onClick={() => void erase(row, a.deleted)}
        >
          <Icon sign="close" size={1} />
        </Button>
      )}
    </>
  );
}
