import { exchange as x } from '../../texts/exchange';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { idlePart } from '../../ui/idlePart';
import { toast } from '../../ui/Toast';

/** Somebody's card, for somebody else: as a file that every phone reads. Notes are not in it. */
export function HandOn({ id, name }: { id: string; name: string }) {
  const hand = async () => {
    const part = await idlePart(() => import('../exchange/idle.hand'));
    await part?.handCard(id, name).catch(() => toast(x.out.failed));
  };
  return <Chip onClick={() => void hand()}>{p.handOn(name)}</Chip>;
}
