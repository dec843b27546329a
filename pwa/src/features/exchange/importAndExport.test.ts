import { expect, test } from 'vitest';
import { Zip } from '../../contacts/zip';
import { addRecords } from '../../data/addRecords';
import { cameIn } from '../../data/cameIn';
import type { StoredFile } from '../../data/database';
import { attachmentDraft, bytesOf, fileOf, hashOf, keepFile } from '../../data/files';
import { note, type Phone, person, phone } from '../../data/rig';
import { dueAhead } from '../../prompts/dueAhead';
import type { Draft } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { keepAttachments, restored } from './archive';
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

test('an import makes one change for each record, and a second import makes none', async () => {
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

test('importing many people makes changes only for those who are new', async () => {
  const alice = phone();
  const [maya, tom, ada] = ['Maya', 'Tom', 'Ada'].map((name) => ({
    ...person(name),
    if_absent: true as const,
  })) as [Draft, Draft, Draft];
  await addRecords(alice.connection, [tom]);
  await alice.store.write([{ kind: 'person', record: tom.record, set: { name: 'Tom Osei' } }]);
  // The existing record is last, in the middle, and first.
  for (const three of [
    [maya, tom],
    [maya, tom, ada],
    [tom, maya, ada],
  ])
    await addRecords(alice.connection, three);
  const names = (await alice.store.all('person')).map(({ fields }) => fields.name);
  expect(names.sort()).toEqual(['Ada', 'Maya', 'Tom Osei']);
  const outbox = await alice.store.outbox();
  expect(outbox.map(({ set }) => set?.name)).toEqual(['Tom', 'Tom Osei', 'Maya', 'Ada']);
  expect(await alice.store.counts()).toEqual({ waiting: 4, parked: 0 });
});

test('undoing a large import deletes those who exist with one change each, and skips the others', async () => {
  const alice = phone();
  const [maya, tom] = [person('Maya'), person('Tom')];
  await alice.store.write([maya]);
  const gone = (record: string): Draft => ({ kind: 'person', record, delete: true });
  await addRecords(alice.connection, [gone(tom.record), gone(maya.record)]);
  expect((await alice.store.trash()).map(({ id }) => id)).toEqual([maya.record]);
  const back: Draft = { kind: 'person', record: maya.record, set: { name: 'Maya Chen' } };
  // Later drafts see earlier ones of the same transaction.
  await addRecords(alice.connection, [back, { ...back, set: { role: 'Editor' } }]);
  const [own] = await alice.store.all('person');
  expect([own?.fields.name, own?.fields.role]).toEqual(['Maya Chen', 'Editor']);
  const outbox = await alice.store.outbox();
  expect(outbox.map(({ record, delete: isGone }) => [record, isGone])).toEqual([
    [maya.record, undefined],
    [maya.record, true],
    [maya.record, undefined],
    [maya.record, undefined],
  ]);
});

test('an imported note opens no follow-up', async () => {
  const alice = phone();
  const maya = await imported(alice, 'Maya');
  const jotted = note('water-skis', { person_ids: [maya], event_id: newId() });
  await addRecords(alice.connection, [{ ...jotted, if_absent: true }]);
  expect(await alice.store.openFollowups()).toEqual([]);
});

test('the birthday of an imported person is due only after a note about them or a wish to keep in touch', async () => {
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

test('an export is imported unchanged with its trash, and follow-ups before the notes that would open them', async () => {
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

test('pictures are restored from a zip if the server does not have them, except altered ones', async () => {
  const alice = phone();
  const maya = person('Maya');
  const [picture, other] = [new Uint8Array([1, 2, 3]).buffer, new Uint8Array([4]).buffer];
  const files = await Promise.all([picture, other].map((bytes) => keptFile(alice, bytes)));
  await alice.store.write([maya, ...files.map((file) => attachmentDraft(file, maya.record))]);
  const { file, missing } = await asZip(alice.name, { name: 'Alice' });
  expect(missing).toBe(0);
  const zip = await Zip.open(await tampered(file, other));
  const { records } = JSON.parse(
    new TextDecoder().decode(await zip.part('karmadex.json', 1e6)),
  ) as { records: unknown[] };

  const bob = phone();
  const { drafts } = restored(records, () => false);
  const wanted = new Set(drafts.map(({ record }) => record));
  await addRecords(bob.connection, drafts);
  for (let time = 0; time < 2; time++) await keepAttachments(bob.connection, zip, records, wanted);
  const [first, second] = files as [StoredFile, StoredFile];
  expect(await fileOf(bob.connection, first.id)).toEqual({ ...first, named: true, called: '' });
  expect(await bytesOf(bob.connection, first.sha256)).toEqual(picture);
  expect(await fileOf(bob.connection, second.id)).toBeUndefined();
});

async function keptFile({ connection }: Phone, bytes: ArrayBuffer): Promise<StoredFile> {
  const nothing = { width: null, height: null, seconds: null, thumbnail: null };
  const said = { media_type: 'image/png', bytes: bytes.byteLength, called: 'A picture' };
  const at = { captured_at: 1_795_415_900_000, used_at: 1_795_415_900_000 };
  const sha256 = await hashOf(bytes);
  const file: StoredFile = { id: newId(), state: 'here', sha256, ...said, ...nothing, ...at };
  await keepFile(connection, file, bytes);
  return file;
}

/** Returns the zip with one of these bytes changed. */
async function tampered(zip: Blob, bytes: ArrayBuffer): Promise<Blob> {
  const whole = new Uint8Array(await zip.arrayBuffer());
  const name = new TextEncoder().encode(`attachments/${await hashOf(bytes)}`);
  const at = whole.findIndex((_, from) =>
    name.every((byte, index) => whole[from + index] === byte),
  );
  whole[at + name.length] = 9;
  return new Blob([whole]);
}
