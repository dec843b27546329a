/** Combines what was found for several words. Pure. */
import type { Match } from './likeness';

/** What was found: ids, and the terms that matched. */
export type Hits = ReadonlyMap<string, Match>;

/** Returns what is in all of them. Of a term found twice, the last match is shown. */
export function both(all: Hits[]): Hits {
  const [fewest, ...others] = all.toSorted((one, other) => one.size - other.size);
  if (!fewest || !others.length) return fewest ?? new Map();
  const found = new Map<string, Match>();
  for (const id of fewest.keys())
    if (others.every((hits) => hits.has(id)))
      found.set(id, Object.assign({}, ...all.map((hits) => hits.get(id))));
  return found;
}

/** Returns what is in any of them. */
export function either(all: Hits[]): Hits {
  const [first, ...others] = all;
  if (!first || !others.length) return first ?? new Map();
  const found = new Map(first);
  for (const hits of others)
    for (const [id, match] of hits) {
      const known = found.get(id);
      found.set(id, known ? { ...known, ...match } : match);
    }
  return found;
}
