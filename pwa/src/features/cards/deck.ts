/**
 * The decks of openers and of pledge lines. They consist of `card` records and of our examples. An example
 * becomes a record when somebody keeps, changes, uses or puts it away. Its id is the same on every phone, so
 * that two phones make one card of it.
 *
 * A deck is sorted by `position`. A card that is used moves to the end: its position becomes the time of use
 * in seconds since 1970. From that, every phone also knows that the card rests this evening.
 */

import type { Store, Undo } from '../../data/store';
import type { CardFields, Draft, Row } from '../../records/kinds';
import { eveningOf } from '../../records/nextMorning';
import { isOwnLine } from '../../records/ownLine';
import { nameId } from '../../records/uuid';
import { cards as c } from '../../texts/cards';

const NAMESPACE = 'aa46f743-2a8d-45d9-94ed-fac7a1f94910';

export type DeckName = 'opener' | 'pledge';

export interface DeckCard {
  id: string;
  fields: CardFields;
  /** Undefined: an example that is not a record yet. */
  row?: Row<'card'>;
}

export interface Deck {
  /** Sorted by position. */
  cards: DeckCard[];
  /** The cards that were put away. */
  away: DeckCard[];
}

/** Returns the id of an example: the same on every phone, in any language. */
export const exampleId = (deck: DeckName, key: string): string =>
  nameId(NAMESPACE, `${deck}/${key}`);

/** Returns the examples of a deck as cards. */
export const examplesOf = (deck: DeckName): DeckCard[] =>
  Object.entries(c.examples[deck]).map(([key, text], index) => ({
    id: exampleId(deck, key),
    fields: { deck, text, details: null, client: null, position: index + 1, retired: false },
  }));

const inOrder = (one: DeckCard, other: DeckCard): number =>
  one.fields.position - other.fields.position || (one.id < other.id ? -1 : 1);

/** Reads a deck. A deleted example does not return. */
export async function readDeck(store: Store, deck: DeckName): Promise<Deck> {
  const rows = (await store.all('card')).filter(
    ({ fields }) => fields.deck === deck && !isOwnLine(fields.text),
  );
  const examples = examplesOf(deck);
  const known = await Promise.all(examples.map(({ id }) => store.get('card', id)));
  const all: DeckCard[] = [
    ...rows.map((row) => ({ id: row.id, fields: row.fields, row })),
    ...examples.filter((_, index) => !known[index]),
  ].sort(inOrder);
  return {
    cards: all.filter(({ fields }) => !fields.retired),
    away: all.filter(({ fields }) => fields.retired),
  };
}

/** Returns the change of a card. It makes an example a record. */
export function changing({ id, fields, row }: DeckCard, set: Partial<CardFields>): Draft<'card'>[] {
  const change: Draft<'card'> = { kind: 'card', record: id, set };
  if (row) return [change];
  const { deck, text, position } = fields;
  return [{ kind: 'card', record: id, set: { deck, text, position }, if_absent: true }, change];
}

/**
 * Writes changes of cards. Returns what undoes only the change: an example that became a record stays one,
 * because a deleted example would not return.
 */
export async function writeChange(store: Store, drafts: readonly Draft<'card'>[]): Promise<Undo> {
  await store.write(drafts.filter((draft) => draft.if_absent));
  return store.write(drafts.filter((draft) => !draft.if_absent));
}

/** Returns the change that moves a card to the end of its deck, at `now` (ms). */
export const using = (card: DeckCard, now: number): Draft<'card'>[] =>
  changing(card, { position: Math.round(now / 1000) });

/** Returns a position before all others, for a new card or one brought back. */
export const onTop = (cards: readonly DeckCard[]): number =>
  Math.min(0, ...cards.map(({ fields }) => fields.position)) - 1;

const DAY = 86_400_000;

/** Whether a card was used in the evening of `now` (ms) in that time zone. */
export function rests({ fields }: DeckCard, now: number, timezone: string): boolean {
  const used = fields.position * 1000;
  if (used < now - DAY || used > now + DAY) return false;
  return eveningOf(used, timezone) === eveningOf(now, timezone);
}
