import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENING, phone } from '../../data/rig';
import type { Store } from '../../data/store';
import type { Draft } from '../../records/kinds';
import { newId } from '../../records/uuid';
import {
  changing,
  exampleId,
  examplesOf,
  onTop,
  readDeck,
  rests,
  using,
  writeChange,
} from './deck';

const ZONE = 'America/New_York';

const texts = async (store: Store, deck: 'opener' | 'pledge' = 'opener') =>
  (await readDeck(store, deck)).cards.map(({ fields }) => fields.text);

const own = (text: string, position: number): Draft<'card'> => ({
  kind: 'card',
  record: newId(),
  set: { deck: 'opener', text, position },
});

describe('an example card', () => {
  test('is shown, and is not a record', async () => {
    const { store } = phone();
    expect(await texts(store)).toEqual(examplesOf('opener').map(({ fields }) => fields.text));
    expect(await store.all('card')).toEqual([]);
  });

  test('becomes a record when it is changed, and is not shown beside it', async () => {
    const { store } = phone();
    const [first, ...others] = examplesOf('pledge');
    if (first) await store.write(changing(first, { text: 'I go to listen.' }));
    expect(await texts(store, 'pledge')).toEqual([
      'I go to listen.',
      ...others.map(({ fields }) => fields.text),
    ]);
    expect((await store.all('card')).map(({ id }) => id)).toEqual([first?.id]);
  });

  test('saved on two phones is one card, whatever their languages', () => {
    const [example] = examplesOf('opener');
    if (!example) throw new Error('there are none');
    const german = { ...example, fields: { ...example.fields, text: 'Was war das Beste?' } };
    const [made, edit] = changing(german, { retired: true });
    expect(made?.record).toBe(example.id);
    expect(example.id).toBe(exampleId('opener', 'week'));
    // Only the change competes by time; the creation of the record loses against any other.
    expect(made?.if_absent).toBe(true);
    expect(edit?.if_absent).toBeUndefined();
  });

  test('that was put away or deleted does not come back', async () => {
    const { store } = phone();
    const [first, second, ...others] = examplesOf('opener');
    if (!first || !second) throw new Error('there are none');
    await store.write(changing(first, { retired: true }));
    await store.write(changing(second, { text: 'Mine now' }));
    await store.write([{ kind: 'card', record: second.id, delete: true }]);
    expect(await texts(store)).toEqual(others.map(({ fields }) => fields.text));
    const { away } = await readDeck(store, 'opener');
    expect(away.map(({ id }) => id)).toEqual([first.id]);
  });
});

describe('Used tonight', () => {
  test('puts the card behind all others', async () => {
    const { store } = phone();
    await store.write([own('One', -2), own('Two', -1)]);
    const { cards } = await readDeck(store, 'opener');
    if (cards[0]) await store.write(using(cards[0], EVENING));
    const now = await texts(store);
    expect(now[0]).toBe('Two');
    expect(now.at(-1)).toBe('One');
  });

  test('lasts until four in the morning', async () => {
    const { store } = phone();
    const [example] = examplesOf('opener');
    if (example) await store.write(using(example, EVENING));
    const used = (await readDeck(store, 'opener')).cards.find(({ id }) => id === example?.id);
    if (!used) throw new Error('it is gone');
    const at = (instant: string) => rests(used, Date.parse(instant), ZONE);
    expect(at('2026-11-23T23:11:00Z')).toBe(true);
    expect(at('2026-11-24T08:59:00Z')).toBe(true);
    expect(at('2026-11-24T09:01:00Z')).toBe(false);
    expect(at('2026-11-24T23:10:00Z')).toBe(false);
  });

  test('undone puts an example back at its place', async () => {
    const { store } = phone();
    const before = await texts(store);
    const [example] = examplesOf('opener');
    if (!example) throw new Error('there are none');
    const undo = await writeChange(store, using(example, EVENING));
    expect(await texts(store)).not.toEqual(before);
    await undo();
    expect(await texts(store)).toEqual(before);
  });

  test('does not count a card that was never used', () => {
    for (const card of examplesOf('opener')) expect(rests(card, EVENING, ZONE)).toBe(false);
  });

  test('over many evenings shows every card before one comes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 6 }), async (many) => {
        const { store } = phone();
        await store.write(Array.from({ length: many }, (_, index) => own(`${index}`, index - 9)));
        const all = (await readDeck(store, 'opener')).cards.length;
        const seen = new Set<string>();
        for (let evening = 0; evening < all; evening++) {
          const [top] = (await readDeck(store, 'opener')).cards;
          if (!top) throw new Error('an empty deck');
          expect(seen.has(top.id)).toBe(false);
          seen.add(top.id);
          await store.write(using(top, EVENING + evening * 86_400_000));
        }
      }),
      { numRuns: 8 },
    );
  });
});

test('a new or restored card is on top', async () => {
  const { store } = phone();
  await store.write([own('Older', 3)]);
  await store.write([own('Newer', onTop((await readDeck(store, 'opener')).cards))]);
  expect((await texts(store))[0]).toBe('Newer');
});
