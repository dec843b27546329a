import type { Order } from './order';

/** What the list of people is asked for; it stands in the address. */
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

/** The address of the list, so asked. */
export function addressOf({ find, order, tag }: Looking): string {
  const query = new URLSearchParams({
    ...(find && { find }),
    ...(order === 'name' && { order }),
    ...(tag !== null && { tag }),
  }).toString();
  return query ? `/people?${query}` : '/people';
}
