import { useEffect, useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { duplicates as d } from '../../texts/duplicates';
import { withIdleTexts } from '../../texts/idleTexts';
import { ButtonLink } from '../../ui/Button';

/** The number of duplicates found in a list; a list keeps its identity until somebody changes. */
const counted = new WeakMap<readonly Row<'person'>[], number>();

/** Says that there may be duplicates. The search starts after the list has been drawn. */
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
    // Lets the page draw between two slices of work. Once the list is left, it never continues.
    const pause = () => new Promise<void>((go) => setTimeout(() => isOver || go()));
    // If the code is not on the phone yet, nothing is shown.
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
