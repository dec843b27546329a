import { useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { initialsOf } from '../../records/initials';
import { attachments as a } from '../../texts/attachments';
import { AddPicture } from './AddPicture';
import { thumbnailUrl } from './thumbnail';
import { Viewer } from './Viewer';
import './attachments.css';

type Props = {
  personId: string;
  /** The person's name. */
  name: string;
  /** The id of the attachment that is their photo. */
  photo: string | null;
  /** Whether it can be added and changed here. */
  editable?: boolean;
};

/** A person's photo, or their initials. */
export function Photo({ personId, name, photo, editable = false }: Props) {
  const [isOpen, setOpen] = useState(false);
  const found = useLive(
    async (store) => ({ row: photo ? await store.get('attachment', photo) : undefined }),
    ['attachment'],
    [photo],
  );
  if (!found) return null;
  const row = found.row?.deleted_at === null ? found.row : undefined;
  const address = row && thumbnailUrl(row.fields.thumbnail ?? null);
  return (
    <>
      {row && address ? (
        <button
          type="button"
          class="face"
          aria-label={a.open(a.photoOf(name))}
          onClick={() => setOpen(true)}
        >
          <img src={address} alt={row.fields.caption || a.photoOf(name)} />
        </button>
      ) : (
        <span class="face" aria-hidden="true">
          {initialsOf(name)}
        </span>
      )}
      {editable && <AddPicture of={personId} photo={{ had: row !== undefined }} />}
      {row && isOpen && <Viewer row={row} onClose={() => setOpen(false)} />}
    </>
  );
}

/** A photo in a list, if there is one. */
export function SmallPhoto({ id }: { id: string }) {
  const row = useLive((store) => store.get('attachment', id), ['attachment'], [id]);
  const address = row?.deleted_at === null ? thumbnailUrl(row.fields.thumbnail ?? null) : undefined;
  return address ? <img src={address} alt="" loading="lazy" /> : null;
}
