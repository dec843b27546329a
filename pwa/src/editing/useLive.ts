import { useMemo } from 'preact/hooks';
import { cards } from '../data/accountStore';
import { liveQuery } from '../data/liveQuery';
import type { Store } from '../data/store';
import type { Kind } from '../records/kinds';

cards.reader = () => import('../data/merged');

/**
 * Returns the result of a query, run again when records of these kinds change; undefined until the first
 * result. `inputs`: the values that the query uses.
 */
export function useLive<T>(
  query: (store: Store) => Promise<T>,
  kinds: Kind[],
  inputs: unknown[],
): T | undefined {
  return useMemo(() => liveQuery(query, kinds), inputs).value;
}
