import { useEffect, useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { duplicates as d } from '../../texts/duplicates';
import { withIdleTexts } from '../../texts/idleTexts';
import { ButtonLink } from '../../ui/Button';

/** How many were found in a list, which is the same one until somebody changes. */
const counted = new WeakMap<readonly Row<'person'>[], number>();

/** Says quietly that somebody may be in the box twice. It is looked for once the list stands. */
export function DuplicatesLink({ people }: { people: readonly Row<'person'>[] }) {
  const [pairs, setPairs] = useState(counted.get(people) ?? 0);
  useEffect(() => {
    if (counted.has(people)) return;
    let isOver = false;
    const look = async () => {
      const { duplicatesAmong } = await withIdleTexts(() => import('./idle.count'));
      const { length } = await duplicatesAmong(people, pause);
      counted.set(people, length);
      if (!isOver) setPairs(length);
    };
    // Whoever has gone on is not held up by it: then it never goes on.
    const pause = () => new Promise<void>((go) => setTimeout(() => isOver || go()));
    // Where it is not on the phone yet nothing is said of it.
    const settled = setTimeout(() => void look().catch(() => undefined), 300);
    return () => {
      isOver = true;
      clearTimeout(settled);
    };
  }, [people]);
  if (pairs === 0) return null;
  return (
    <ButtonLink href="/people/doubles" aria-label={d.line(pairs)}>
      {d.short(pairs)}
    </ButtonLink>
  );
}
