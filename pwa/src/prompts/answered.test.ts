import { expect, test, vi } from 'vitest';
import { person, phone } from '../data/rig';
import { closeAnswered } from './answered';
import { askAgain, letGo, saidHi } from './answers';

const TODAY = '2026-11-24';

test('a notification closes once nobody in it is due today', async () => {
  const { store } = phone();
  const [maya, tom] = [person('Maya'), person('Tom')];
  const due = (person_id: string) => ({
    kind: 'followup' as const,
    record: person_id.replace(/^./, 'f'),
    set: { person_id, due_on: TODAY, reason: 'next_morning' as const },
  });
  const [first, second] = [due(maya.record), due(tom.record)];
  await store.write([maya, tom, first, second]);
  const close = vi.fn();
  const notification = {
    data: { followups: [{ id: first.record }, { id: second.record }] },
    close,
  };
  const look = () => closeAnswered([notification], (id) => store.get('followup', id), TODAY);

  await look();
  await store.write([saidHi(first.record, new Date())]);
  await look();
  expect(close).not.toHaveBeenCalled();
  await store.write([letGo(second.record, new Date())]);
  await look();
  expect(close).toHaveBeenCalledOnce();
});

test('a notification closes after its follow-up was postponed, but not because it is due on a later local date', async () => {
  const { store } = phone();
  const maya = person('Maya');
  const set = { person_id: maya.record, due_on: '2026-11-25', reason: 'next_morning' as const };
  const followup = { kind: 'followup' as const, record: maya.record.replace(/^./, 'f'), set };
  await store.write([maya, followup]);
  const close = vi.fn();
  const data = { followups: [{ id: followup.record }], morning: '2026-11-25' };
  const look = () => closeAnswered([{ data, close }], (id) => store.get('followup', id), TODAY);
  await look();
  expect(close).not.toHaveBeenCalled();
  await store.write([askAgain(followup.record, '2026-11-26')]);
  await look();
  expect(close).toHaveBeenCalledOnce();
});

test.each([
  ['somebody who has not arrived yet', { followups: [{ id: 'elsewhere' }] }],
  ['nobody', { followups: [] }],
  ['nothing that is understood', 'hello'],
])('a notification about %s stays', async (_, data) => {
  const { store } = phone();
  const close = vi.fn();
  await closeAnswered([{ data, close }], (id) => store.get('followup', id), TODAY);
  expect(close).not.toHaveBeenCalled();
});
