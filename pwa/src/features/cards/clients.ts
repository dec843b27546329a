/** Groups the cards about what somebody does by client: one or more for each. */
import type { Store } from '../../data/store';
import type { Draft, Row } from '../../records/kinds';

export interface Client {
  /** The client's name in lower case; empty for cards about the user. */
  key: string;
  name: string;
  /** Sorted by position: the cards in use or, of a retired client, all. */
  cards: Row<'card'>[];
  retired: boolean;
}

export const clientKey = (name: string | null): string => (name ?? '').trim().toLocaleLowerCase();

/** Sorted by the position of the first card. */
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

/** Returns the changes that put a client away with all its cards, or bring it back. People are not affected. */
export const retiring = ({ cards }: Client, retired: boolean): Draft<'card'>[] =>
  cards.map(({ id }) => ({ kind: 'card', record: id, set: { retired } }));

/** The parts of the thirty seconds: for whom it is, what changes for them, and one story. */
export interface Parts {
  whom: string;
  change: string;
  story: string;
}

/** Splits a card's text into its parts, one on each line; the story may have several. */
export function partsOf(text: string): Parts {
  const [whom = '', change = '', ...story] = text.split('\n');
  return { whom, change, story: story.join('\n') };
}

/** Joins the parts. An empty part keeps its line. */
export const asText = ({ whom, change, story }: Parts): string => [whom, change, story].join('\n');

/** Whether a text has parts. Texts written before there were parts stay one text. */
export const isInParts = (text: string): boolean => text === '' || text.includes('\n');

/** Returns the talking points: one on each line. */
export const pointsOf = (details: string | null): string[] =>
  (details ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*[-*•·]\s+/u, '').trim())
    .filter(Boolean);
