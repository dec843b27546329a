/** The cards for when somebody asks: one or more for each client. */
import type { Store } from '../../data/store';
import type { Draft, Row } from '../../records/kinds';

export interface Client {
  /** What tells clients apart: the name without regard to case; empty for cards about oneself. */
  key: string;
  name: string;
  /** By position: those that can be whipped out, or, of a retired client, all. */
  cards: Row<'card'>[];
  retired: boolean;
}

export const clientKey = (name: string | null): string => (name ?? '').trim().toLocaleLowerCase();

/** By the position of their first card. */
export function clientsOf(rows: readonly Row<'card'>[]): Client[] {
  const clients = new Map<string, Row<'card'>[]>();
  const sorted = rows
    .filter(({ fields }) => fields.deck === 'pitch')
    .sort((a, b) => a.fields.position - b.fields.position || (a.id < b.id ? -1 : 1));
  for (const row of sorted) {
    const key = clientKey(row.fields.client);
    clients.set(key, [...(clients.get(key) ?? []), row]);
  }
  return [...clients].map(([key, all]) => {
    const active = all.filter(({ fields }) => !fields.retired);
    const retired = active.length === 0;
    const cards = retired ? all : active;
    return { key, name: (cards[0]?.fields.client ?? '').trim(), cards, retired };
  });
}

export const readClients = async (store: Store): Promise<Client[]> =>
  clientsOf(await store.all('card'));

/** Puts a client away with its cards, or brings it back. People are no part of it. */
export const retiring = ({ cards }: Client, retired: boolean): Draft<'card'>[] =>
  cards.map(({ id }) => ({ kind: 'card', record: id, set: { retired } }));

/** The thirty seconds in parts: for whom it is, what changes for them, and one story. */
export interface Parts {
  whom: string;
  change: string;
  story: string;
}

/** The text of a card has a part on each line; a story may take several. */
export function partsOf(text: string): Parts {
  const [whom = '', change = '', ...story] = text.split('\n');
  return { whom, change, story: story.join('\n') };
}

/** A part that is not written yet keeps its place. */
export const asText = ({ whom, change, story }: Parts): string => [whom, change, story].join('\n');

/** What was written before there were parts is one text, and stays so. */
export const isInParts = (text: string): boolean => text === '' || text.includes('\n');

/** The talking points: one on each line. */
export const pointsOf = (details: string | null): string[] =>
  (details ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•·]\s+/u, '').trim())
    .filter(Boolean);
