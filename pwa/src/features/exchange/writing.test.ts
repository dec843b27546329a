import { expect, test } from 'vitest';
import { Zip } from '../../contacts/zip';
import { addRecords } from '../../data/addRecords';
import { cameIn } from '../../data/cameIn';
import { note, type Phone, person, phone } from '../../data/rig';
import { dueAhead } from '../../prompts/dueAhead';
import type { Draft } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { restored } from './archive';
import { asZip } from './exporting';

const original = (person_id: string): Draft<'original'> => ({
  kind: 'original',
  record: newId(),
  set: { person_id, source: 'vcard', text: 'BEGIN:VCARD\r\n\tx', taken_on: '2026-11-24' },
  if_absent: true,
});

async function imported(alice: Phone, name: string, more = {}): Promise<string> {
  const maya = { ...person(name, more), if_absent: true as const };
  await addRecords(alice.connection, [maya, original(maya.record)]);
  return maya.record;
}

test('what comes in is kept with a change each, and a second time changes nothing', async () => {
  const alice = phone();
  const maya = { ...person('Maya'), if_absent: true as const };
  await addRecords(alice.connection, [maya, original(maya.record)]);
  await alice.store.write([{ kind: 'person', record: maya.record, set: { name: 'Maya Chen' } }]);
  await addRecords(alice.connection, [maya]);
  expect((await alice.store.all('person')).map(({ fields }) => fields.name)).toEqual(['Maya Chen']);
  const [own] = await alice.store.all('original');
  expect(own?.fields.text).toBe('BEGIN:VCARD\r\n\tx');
  const outbox = await alice.store.outbox();
  expect(outbox.map(({ kind, if_absent }) => [kind, if_absent])).toEqual([
    ['person', true],
    ['original', true],
    ['person', undefined],
  ]);
});

test('a note from a file opens no follow-up', async () => {
  const alice = phone();
  const maya = await imported(alice, 'Maya');
  const jotted = note('water-skis', { person_ids: [maya], event_id: newId() });
  await addRecords(alice.connection, [{ ...jotted, if_absent: true }]);
  expect(await alice.store.openFollowups()).toEqual([]);
});

test('who only came in has no birthday in the morning, until one jots about them or asks for it', async () => {
  const alice = phone();
  const [maya, tom, ada] = [
    await imported(alice, 'Maya', { birthday: '--11-30' }),
    await imported(alice, 'Tom', { birthday: '--12-01' }),
    await imported(alice, 'Ada', { birthday: '--12-02' }),
  ];
  const due = async () => {
    const drafts = await dueAhead(alice.store, '2026-11-24', await cameIn(alice.connection));
    return drafts.flatMap(({ set }) => (set && 'due_on' in set ? set.due_on : [])).sort();
  };
  expect(await due()).toEqual([]);
  await alice.store.write([note('kites', { person_ids: [tom] })]);
  await alice.store.write([{ kind: 'person', record: ada, set: { keep_in_touch_days: 30 } }]);
  expect(await due()).toEqual(['2026-12-01', '2026-12-02', '2026-12-24']);
  const isNew = await cameIn(alice.connection);
  const people = await alice.store.all('person');
  expect(
    people
      .filter(isNew)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([maya, ada].sort());
});

test('an export comes back as it was, its trash too, follow-ups before the notes that would open them', async () => {
  const alice = phone();
  const maya = person('Maya');
  const jotted = note('water-skis', { person_ids: [maya.record] });
  const gone = person('Tom');
  await alice.store.write([maya, jotted, gone]);
  await alice.store.write([{ kind: 'person', record: gone.record, delete: true }]);
  const { file, count } = await asZip(alice.name, { name: 'Alice' });
  const zip = await Zip.open(file);
  const whole = JSON.parse(new TextDecoder().decode(await zip.part('karmadex.json', 1e6)));
  expect([whole.version, whole.account, count]).toEqual([1, { name: 'Alice' }, 3]);
  const { records } = whole as { records: unknown[] };
  const bob = phone();
  const { drafts, unread } = restored([...records, 'nothing', { kind: 'score' }], () => false);
  expect(unread).toBe(2);
  await addRecords(bob.connection, drafts);
  const shown = async ({ store }: Phone) =>
    [...(await store.all('person')), ...(await store.all('note'))].map(({ id, fields }) => ({
      id,
      fields,
    }));
  expect(await shown(bob)).toEqual(await shown(alice));
  expect((await bob.store.trash()).map(({ id }) => id)).toEqual([gone.record]);
  const all = new Set(records.map((one) => (one as { id: string }).id));
  expect(restored(records, (id) => all.has(id)).drafts).toEqual([]);
});
