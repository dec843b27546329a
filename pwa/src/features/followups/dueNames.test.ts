import { expect, test } from 'vitest';
import type { Store } from '../../data/store';
import { dueNames } from './dueNames';

/** Each is due on that day, and was noted at that hour. */
const people: Record<string, [due: string, at: string]> = {
  Olga: ['2026-11-23', '2026-11-22T18:00Z'],
  Tom: ['2026-11-24', '2026-11-23T20:00Z'],
  Ada: ['2026-11-24', '2026-11-23T21:00Z'],
  Maya: ['2026-11-24', '2026-11-23T19:00Z'],
  Ivo: ['2026-11-25', '2026-11-24T19:00Z'],
};
const store = {
  openFollowups: async () =>
    Object.entries(people).map(([person_id, [due_on]]) => ({ fields: { person_id, due_on } })),
  notesOf: async (id: string) => [{ fields: { captured_at: people[id]?.[1] } }],
  get: async (_kind: string, id: string) => ({ deleted_at: null, fields: { name: id } }),
} as unknown as Store;

test('the first people in the list are named', async () => {
  expect(await dueNames(store, '2026-11-24')).toEqual({ names: ['Maya', 'Tom'], others: 2 });
  expect(await dueNames(store, '2026-11-23')).toEqual({ names: ['Olga'], others: 0 });
  expect(await dueNames(store, '2026-11-22')).toEqual({ names: [], others: 0 });
});

test('a person without a name is quoted', async () => {
  const nameless = {
    ...store,
    get: async (_kind: string, id: string) => ({
      deleted_at: null,
      fields: id === 'Maya' ? { name: null, known_for: 'sails, and sings' } : { name: id },
    }),
  } as unknown as Store;
  const { names } = await dueNames(nameless, '2026-11-24');
  expect(names).toEqual(['“sails, and sings”', 'Tom']);
});
