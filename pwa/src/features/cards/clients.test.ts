import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { person, phone } from '../../data/rig';
import type { Draft } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { asText, isInParts, partsOf, pointsOf, readClients, retiring } from './clients';

const pitch = (client: string | null, text: string, position: number): Draft<'card'> => ({
  kind: 'card',
  record: newId(),
  set: { deck: 'pitch', client, text, position },
});

describe('clients', () => {
  test('are told apart by name, ignoring spelling, each with its cards in order', async () => {
    const { store } = phone();
    await store.write([
      pitch('acme ', 'Second', 2),
      pitch('Acme', 'First', 1),
      pitch(null, 'I write about boats', 3),
      { kind: 'card', record: newId(), set: { deck: 'opener', text: 'Hello', position: 0 } },
    ]);
    const clients = await readClients(store);
    expect(
      clients.map(({ name, cards }) => [name, cards.map(({ fields }) => fields.text)]),
    ).toEqual([
      ['Acme', ['First', 'Second']],
      ['', ['I write about boats']],
    ]);
  });

  test('are retired with their cards, and no person is changed', async () => {
    const { store } = phone();
    const maya = person('Maya', { organisation: 'Acme' });
    await store.write([maya, pitch('Acme', 'First', 1), pitch('Acme', 'Second', 2)]);
    const before = await store.get('person', maya.record);
    const [acme] = await readClients(store);
    if (!acme) throw new Error('there is none');
    const drafts = retiring(acme, true);
    expect(drafts.map(({ kind, set }) => [kind, set])).toEqual([
      ['card', { retired: true }],
      ['card', { retired: true }],
    ]);
    await store.write(drafts);
    expect((await readClients(store))[0]).toMatchObject({ name: 'Acme', retired: true });
    expect(await store.get('person', maya.record)).toEqual(before);
  });

  test('come back with all their cards', async () => {
    const { store } = phone();
    await store.write([pitch('Acme', 'First', 1), pitch('Acme', 'Second', 2)]);
    const [acme] = await readClients(store);
    if (acme) await store.write(retiring(acme, true));
    const [retired] = await readClients(store);
    if (retired) await store.write(retiring(retired, false));
    const [back] = await readClients(store);
    expect(back).toMatchObject({ retired: false });
    expect(back?.cards).toHaveLength(2);
  });
});

test('talking points are the lines of a text, whatever they begin with', () => {
  expect(pointsOf('- Forty shops\n\n• Lamps\n  10-year lease')).toEqual([
    'Forty shops',
    'Lamps',
    '10-year lease',
  ]);
  expect(pointsOf(null)).toEqual([]);
});

describe('a pitch of thirty seconds', () => {
  test('has one part per line, and the story may have several lines', () => {
    const text = 'For people who cook for twenty.\nThey waste nothing.\nA school\nin Porto';
    const story = 'A school\nin Porto';
    expect(partsOf(text)).toMatchObject({ whom: 'For people who cook for twenty.', story });
    expect(isInParts(text)).toBe(true);
  });

  test('written before there were parts is one text', () => {
    expect(isInParts('Acme lends reading lamps.')).toBe(false);
    expect(isInParts('')).toBe(true);
  });

  test('is read as it was written, whatever part is missing', () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'));
    const parts = fc.record({ whom: line, change: line, story: fc.string() });
    fc.assert(
      fc.property(parts, (written) => {
        expect(partsOf(asText(written))).toEqual(written);
        expect(isInParts(asText(written))).toBe(true);
      }),
    );
  });
});
