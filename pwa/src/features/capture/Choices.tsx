import { capture as c } from '../../texts/capture';
import { Chip } from '../../ui/Chip';
import { jot, jotting } from './jotting';
import type { Plan, Reading } from './plan';

/** Other ways to read the line, as chips. */
export function Choices({ plans }: { plans: readonly Plan[] }) {
  const { reading, text } = jotting.value;
  const [plan] = plans;
  if (!plan) return null;
  const as = (other: Reading) => ({
    pressed: reading === other,
    onClick: () => jot({ reading: reading === other ? 'auto' : other }),
  });
  const isList = plans.length > 1 || reading === 'together';
  // The chosen reading stays in the list, so that it can be undone.
  const others =
    reading === 'auto' || isList
      ? plan.others.filter(({ as }) => !isList || as === 'note')
      : [{ as: plan.as, count: plan.people.length }, ...plan.others];
  return (
    <div class="cluster">
      {isList && <Chip {...as('together')}>{c.oneNote}</Chip>}
      {others.map(({ as: other, count }) => (
        <Chip key={other} {...as(other)}>
          {other === 'several'
            ? c.several(count)
            : other === 'note'
              ? c.justNote
              : plan.known.length
                ? c.somebodyNew
                : c.aPerson}
        </Chip>
      ))}
      {isList && !others.length && text && <Chip {...as('note')}>{c.justNote}</Chip>}
    </div>
  );
}
