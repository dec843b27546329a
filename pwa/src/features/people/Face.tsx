import { initialsOf } from '../../records/initials';
import { SmallPhoto } from '../attachments/Attachments';
import './face.css';

/**
 * Somebody in a list: their face, or the first letters of what they are called, as large for everybody. It
 * says nothing that does not stand beside it.
 */
export function Face({ name, photo }: { name: string; photo: string | null | undefined }) {
  return (
    <span class="tiny" data-initials={initialsOf(name)} aria-hidden="true">
      {photo && <SmallPhoto key={photo} id={photo} />}
    </span>
  );
}
