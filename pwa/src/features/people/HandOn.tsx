import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { idlePart } from '../../ui/idlePart';

/** Shares somebody's card as a file that all phones read. Notes are not in it. */
export function HandOn({ id, name }: { id: string; name: string }) {
  const hand = () => idlePart(() => import('./idle.handOn')).then((part) => part?.handOn(id, name));
  return <Chip onClick={() => void hand()}>{p.handOn(name)}</Chip>;
}
