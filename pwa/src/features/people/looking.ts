import type { Order } from './order';

/** What the list of people shows; it is in the address. */
export interface Looking {
  find: string;
  order: Order;
  tag: string | null;
}

export const lookingAt = (query: Record<string, string>): Looking => ({
  find: query.find ?? '',
  order: query.order === 'name' ? 'name' : 'met',
  tag: query.tag || null,
});

/** Returns the address of the list. */
export function addressOf({ find, order, tag }: Looking): string {
  const query = new URLSearchParams({
    ...(find && { find }),
    ...(order === 'name' && { order }),
    ...(tag !== null && { tag }),
  }).toString();
  return query ? `/people?${query}` : '/people';
}
