/**
 * The decks of openers and of pledge lines. What is in them are `card` records, and our examples: these
 * become records only once somebody keeps, changes, uses or puts away one, under an id that every phone
 * gives it, so that two phones make one card of it.
 *
 * A deck is sorted by `position`. A card that is used goes to its end: its position becomes the time of
 * use, in seconds since 1970. So the deck goes round, and a card knows, on each phone, that it rests.
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
  /** Undefined: an example, of which there is no record. */
  row?: Row<'card'>;
}

export interface Deck {
  /** By position. */
  cards: DeckCard[];
  /** Those put away. */
  away: DeckCard[];
}

/** The one id of an example on every phone, in whatever language it is shown. */
export const exampleId = (deck: DeckName, key: string): string =>
  nameId(NAMESPACE, `${deck}/${key}`);

/** The examples of a deck, as they would become records. */
export const examplesOf = (deck: DeckName): DeckCard[] =>
  Object.entries(c.examples[deck]).map(([key, text], index) => ({
    id: exampleId(deck, key),
    fields: { deck, text, details: null, client: null, position: index + 1, retired: false },
  }));

const inOrder = (one: DeckCard, other: DeckCard): number =>
  one.fields.position - other.fields.position || (one.id < other.id ? -1 : 1);

/** A deck as it is now; an example that was deleted does not come back. */
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

/** What changes a card; an example becomes a record by it. */
export function changing({ id, fields, row }: DeckCard, set: Partial<CardFields>): Draft<'card'>[] {
  const change: Draft<'card'> = { kind: 'card', record: id, set };
  if (row) return [change];
  const { deck, text, position } = fields;
  return [{ kind: 'card', record: id, set: { deck, text, position }, if_absent: true }, change];
}

/**
 * Writes what changes a card. Returns what undoes the change alone: the record that an example became
 * stays, for an example that was deleted does not come back.
 */
export async function writeChange(store: Store, drafts: readonly Draft<'card'>[]): Promise<Undo> {
  await store.write(drafts.filter((draft) => draft.if_absent));
  return store.write(drafts.filter((draft) => !draft.if_absent));
}

/** Puts a card to the end of its deck, at `now` (ms). */
export const using = (card: DeckCard, now: number): Draft<'card'>[] =>
  changing(card, { position: Math.round(now / 1000) });

/** Before all others: where a card goes that is new, or taken back. */
export const onTop = (cards: readonly DeckCard[]): number =>
  Math.min(0, ...cards.map(({ fields }) => fields.position)) - 1;

const DAY = 86_400_000;

/** Whether a card was used in the evening that `now` (ms) belongs to, where one is. */
export function rests({ fields }: DeckCard, now: number, timezone: string): boolean {
  const used = fields.position * 1000;
  if (used < now - DAY || used > now + DAY) return false;
  return eveningOf(used, timezone) === eveningOf(now, timezone);
}
