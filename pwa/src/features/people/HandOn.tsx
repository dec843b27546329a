import { idleParts as i } from '../../texts/idleParts';
import { withIdleTexts } from '../../texts/idleTexts';
import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { toast } from '../../ui/Toast';

/** Somebody's card, for somebody else: as a file that every phone reads. Notes are not in it. */
export function HandOn({ id, name }: { id: string; name: string }) {
  const hand = async () => {
    try {
      const { handCard } = await withIdleTexts(() => import('../exchange/idle.hand'));
      await handCard(id, name);
    } catch {
      toast(i.notYet);
    }
  };
  return <Chip onClick={() => void hand()}>{p.handOn(name)}</Chip>;
}
