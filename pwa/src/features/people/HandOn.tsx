import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { idlePart } from '../../ui/idlePart';

/** Somebody's card, for somebody else: as a file that every phone reads. Notes are not in it. */
export function HandOn({ id, name }: { id: string; name: string }) {
  const hand = () => idlePart(() => import('./idle.handOn')).then((part) => part?.handOn(id, name));
  return <Chip onClick={() => void hand()}>{p.handOn(name)}</Chip>;
}
