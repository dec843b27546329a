import { expect, test, vi } from 'vitest';
import { person, phone } from '../../data/rig';
import { newId } from '../../records/uuid';
import { greetingFor, isFresh } from './greeting';
import { isOfSeason } from './season';
import { readSeason } from './seasonQuery';

const { toastUndo } = vi.hoisted(() => ({ toastUndo: vi.fn() }));
vi.mock('../../ui/Toast', () => ({ toastUndo }));
const { give } = await import('./answering');

const TODAY = '2026-11-24';

test.each([
  ['2026-11-23', true],
  ['2026-08-24', true],
  ['2026-08-23', false],
  [TODAY, false],
  ['2026-11-25', false],
  [null, false],
])('a meeting on %s belongs to this season: %s', (met_on, is) => {
  expect(isOfSeason(met_on, TODAY)).toBe(is);
});

async function season() {
  const { store } = phone();
  const people = ['Maya', 'Tom', 'Ada', 'Leo', 'Away', 'Old'].map((name, index) =>
    person(name, {
      met_on: name === 'Old' ? '2020-01-01' : `2026-11-0${index + 1}`,
      archived: name === 'Away',
    }),
  );
  const [maya, tom, ada] = people.map(({ record }) => record) as [string, string, string];
  const done = { status: 'done', closed_at: '2026-11-03T08:00:00Z' } as const;
  await store.write([
    ...people,
    {
      kind: 'followup',
      record: newId(),
      set: { person_id: tom, due_on: '2026-11-03', reason: 'next_morning', ...done },
    },
    {
      kind: 'kindness',
      record: newId(),
      set: { person_id: ada, direction: 'given', what: 'A lift', happened_on: '2026-11-04' },
    },
  ]);
  return { store, maya };
}

test('people without a message or a kindness are waiting, in the order of meeting', async () => {
  const { store } = await season();
  const { met, waiting } = await readSeason(store, TODAY);
  expect(met).toBe(4);
  expect(waiting.map(({ fields }) => fields.name)).toEqual(['Maya', 'Leo']);
});

test('a person who was let go is not listed until something else is due', async () => {
  const { store, maya } = await season();
  const write = (reason: 'next_morning' | 'promise', status: 'let_go' | 'open') =>
    store.write([
      {
        kind: 'followup',
        record: newId(),
        set: { person_id: maya, due_on: '2026-11-02', reason, status },
      },
    ]);
  const names = async () =>
    (await readSeason(store, TODAY)).waiting.map(({ fields }) => fields.name);
  await write('next_morning', 'let_go');
  expect(await names()).toEqual(['Leo']);
  await write('promise', 'open');
  expect(await names()).toEqual(['Maya', 'Leo']);
});

test('saying hi is stored, and undo restores it', async () => {
  const { store, maya } = await season();
  const row = await store.get('person', maya);
  if (!row) throw new Error('no Maya');
  const { followup } = await greetingFor(store, row, TODAY);
  expect(isFresh(followup)).toBe(true);
  await give(store, 'said_hi', followup, 'Maya', TODAY, null);
  const names = async () =>
    (await readSeason(store, TODAY)).waiting.map(({ fields }) => fields.name);
  expect(await names()).toEqual(['Leo']);
  await toastUndo.mock.calls[0]?.[1]();
  expect(await names()).toEqual(['Maya', 'Leo']);
});

test.each([
  ['is due', '2026-11-02', 'next_morning', true],
  ['is of tomorrow morning', '2099-11-02', 'next_morning', true],
  ['is to come for another reason', '2099-11-02', 'birthday', false],
] as const)(
  'a follow-up that %s is answered by saying hi: %s, %s',
  async (_, due_on, reason, is) => {
    const { store, maya } = await season();
    const record = newId();
    await store.write([{ kind: 'followup', record, set: { person_id: maya, due_on, reason } }]);
    const row = await store.get('person', maya);
    expect(row && (await greetingFor(store, row, TODAY)).followup.id === record).toBe(is);
  },
);
