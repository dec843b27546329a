import { expect, test, vi } from 'vitest';
import { phone } from '../../data/rig';
import { newId } from '../../records/uuid';

const { toastUndo } = vi.hoisted(() => ({ toastUndo: vi.fn() }));
vi.mock('../../ui/Toast', () => ({ toastUndo }));
const { allLetGo, allTomorrow, give } = await import('./answering');

const TODAY = '2026-11-24';

test.each([
  ['said hi', 'said_hi'],
  ['tomorrow', 'tomorrow'],
  ['let go', 'let_go'],
  ['all tomorrow', null],
  ['all let go', null],
] as const)('what was answered with "%s" is taken back to what it was', async (how, answer) => {
  const { store } = phone();
  const record = newId();
  const fields = { person_id: newId(), due_on: TODAY, reason: 'promise', promise: 'the recipe' };
  await store.write([{ kind: 'followup', record, set: fields as object }]);
  const before = await store.get('followup', record);
  if (!before) throw new Error('it was not written');

  if (answer) await give(store, answer, before, 'Maya', TODAY, null);
  else if (how === 'all tomorrow') await allTomorrow(store, [before], TODAY, null);
  else await allLetGo(store, [before]);
  expect((await store.get('followup', record))?.fields).not.toEqual(before.fields);

  await toastUndo.mock.lastCall?.[1]();
  expect((await store.get('followup', record))?.fields).toEqual(before.fields);
});
