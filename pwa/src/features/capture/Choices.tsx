import { capture as c } from '../../texts/capture';
import { Chip } from '../../ui/Chip';
import { jot, jotting } from './jotting';
import { maybeSeveral, type Plan, type Reading } from './plan';
import { headOf, namesIn } from './split';

/** Other ways to read the line, each one tap away. */
export function Choices({ plans, text }: { plans: readonly Plan[]; text: string }) {
  const { reading } = jotting.value;
  const people = plans.flatMap((plan) => plan.people);
  const known = plans.flatMap((plan) => plan.known);
  const as = (other: Reading) => ({
    pressed: reading === other,
    onClick: () => jot({ reading: reading === other ? 'auto' : other }),
  });
  return (
    <div class="cluster">
      {((maybeSeveral(text) && plans.length === 1) || reading === 'several') && (
        <Chip {...as('several')}>{c.several(namesIn(headOf(text)).length)}</Chip>
      )}
      {people.length > 0 || reading === 'note' ? (
        <Chip {...as('note')}>{c.justNote}</Chip>
      ) : (
        known.length === 0 && <Chip {...as('person')}>{c.aPerson}</Chip>
      )}
    </div>
  );
}
