import { initialsOf } from '../../records/initials';
import { SmallPhoto } from './Attachments';
import './face.css';

/**
 * A person's photo or initials in a list, at the same size for everybody. Hidden from screen readers, because
 * the name is next to it.
 */
export function Face({ name, photo }: { name: string; photo: string | null | undefined }) {
  return (
    <span class="tiny" data-initials={initialsOf(name)} aria-hidden="true">
      {photo && <SmallPhoto key={photo} id={photo} />}
    </span>
  );
}
