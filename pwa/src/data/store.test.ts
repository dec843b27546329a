import { describe, expect, it } from 'vitest';
import { newId } from '../records/uuid';
import { note, person, phone } from './rig';

describe('a save', () => {
  it('writes the record and its outbox row, with defaults for the fields that were not set', async () => {
    const { store } = phone();
    const maya = person('Maya Chen', { known_for: 'water-skis' });
    await store.write([maya]);
    const row = await store.get('person', maya.record);
    expect(row).toMatchObject({ rev: null, pending: true, deleted_at: null, conflicts: [] });
    expect(row?.fields).toMatchObject({ name: 'Maya Chen', interests: [], archived: false });
    expect(await store.outbox()).toMatchObject([
      { kind: 'person', record: maya.record, set: maya.set, state: 'waiting' },
    ]);
    expect(await store.counts()).toEqual({ waiting: 1, parked: 0 });
  });

  it('gives each change an `at` of its own that never decreases, whatever the clock does', async () => {
    const { store, clock } = phone();
    await store.write([person('a'), person('b')]);
    clock.now -= 86_400_000;
    await store.write([person('c')]);
    const ats = (await store.outbox()).map((entry) => entry.at);
    expect(ats).toEqual([ats[0], (ats[0] as number) + 1, (ats[0] as number) + 2]);
  });

  it('sets a field of a record that it has just made', async () => {
    const { store } = phone();
    const maya = person('Maya');
    await store.write([
      { ...maya, fresh: true },
      { ...maya, set: { known_for: 'water-skis' } },
    ]);
    const row = await store.get('person', maya.record);
    expect(row?.fields).toMatchObject({ name: 'Maya', known_for: 'water-skis' });
  });

  it('keeps text in NFC', async () => {
    const { store } = phone();
    const zoe = person('Zoe\u0308');
    await store.write([zoe]);
    expect((await store.get('person', zoe.record))?.fields.name).toBe('Zo\u00eb');
  });

  it('stores nothing if a part of it cannot be stored', async () => {
    const { store } = phone();
    const bad = note('x', { body: (() => undefined) as unknown as string });
    await expect(store.write([person('a'), bad])).rejects.toThrow();
    expect(await store.outbox()).toEqual([]);
    expect(await store.all('person')).toEqual([]);
  });
});

describe('the list of everybody', () => {
  it('is the same list until a person changes, here or in another tab', async () => {
    const { store, name } = phone();
    const maya = person('Maya');
    await store.write([maya]);
    const everybody = await store.all('person');
    await store.write([note('sings', { person_ids: [maya.record] })]);
    expect(await store.all('person')).toBe(everybody);

    await store.write([{ ...maya, set: { name: 'Maya Chen' } }]);
    expect(await store.all('person')).toMatchObject([{ fields: { name: 'Maya Chen' } }]);
    expect(await store.get('person', maya.record)).toMatchObject({ fields: { name: 'Maya Chen' } });

    const other = phone(null, name);
    const told = new Promise((heard) => store.onChange(heard));
    await other.store.write([person('Tom')]);
    await told;
    expect(await store.all('person')).toHaveLength(2);
  });

  it('is read again if a person changes while it is read', async () => {
    const { store } = phone();
    await store.write([person('Maya')]);
    const reading = store.all('person');
    const writing = store.write([person('Tom')]);
    await Promise.all([reading, writing]);
    expect(await store.all('person')).toHaveLength(2);
  });

  it('has no deleted people', async () => {
    const { store } = phone();
    const maya = person('Maya');
    await store.write([maya]);
    await store.all('person');
    await store.write([{ kind: 'person', record: maya.record, delete: true }]);
    expect(await store.all('person')).toEqual([]);
    expect((await store.get('person', maya.record))?.deleted_at).not.toBeNull();
  });
});

describe('while records are read', () => {
  it('a save waits only for reads that were started before it', async () => {
    const { store } = phone();
    await store.write([person('Maya')]);
    let answered = 0;
    const screen = (async () => {
      for (; answered < 200; answered++) await store.all('note');
    })();
    await store.write([person('Tom')]);
    const before = answered;
    await screen;
    expect(before).toBeLessThan(100);
  });
});

describe('a note about somebody at an event', () => {
  it('opens a follow-up for each person in the same transaction', async () => {
    const { store } = phone();
    const [maya, ola, event] = [newId(), newId(), newId()];
    await store.write([note('met by the door', { person_ids: [maya, ola], event_id: event })]);
    const opened = await store.openFollowups();
    expect(opened.map((row) => [row.fields.person_id, row.fields.due_on]).sort()).toEqual(
      [maya, ola].sort().map((id) => [id, '2026-11-24']),
    );
    expect((await store.outbox()).filter((entry) => entry.if_absent)).toHaveLength(2);
  });

  it('opens none without an event, and none twice', async () => {
    const { store } = phone();
    const [maya, event] = [newId(), newId()];
    await store.write([note('somewhere', { person_ids: [maya] })]);
    expect(await store.openFollowups()).toEqual([]);
    await store.write([note('one', { person_ids: [maya], event_id: event })]);
    await store.write([note('two', { person_ids: [maya], event_id: event })]);
    expect(await store.openFollowups()).toHaveLength(1);
    expect((await store.outbox()).filter((entry) => entry.kind === 'followup')).toHaveLength(1);
  });

  it('opens one when the person or the event is added later', async () => {
    const { store } = phone();
    const [maya, ola, event] = [newId(), newId(), newId()];
    const jotted = note('who was that?', { person_ids: [maya] });
    await store.write([jotted]);
    await store.write([{ kind: 'note', record: jotted.record, set: { event_id: event } }]);
    expect(await store.openFollowups()).toHaveLength(1);
    await store.write([{ kind: 'note', record: jotted.record, set: { person_ids: [maya, ola] } }]);
    expect(await store.openFollowups()).toHaveLength(2);
  });

  it('leaves its follow-up open when the note is deleted', async () => {
    const { store } = phone();
    const jotted = note('x', { person_ids: [newId()], event_id: newId() });
    await store.write([jotted]);
    await store.write([{ kind: 'note', record: jotted.record, delete: true }]);
    expect(await store.all('note')).toEqual([]);
    expect(await store.openFollowups()).toHaveLength(1);
  });
});

describe('queries', () => {
  it('find the notes of a person and of an event by time, without deleted ones', async () => {
    const { store } = phone();
    const [maya, event] = [newId(), newId()];
    const late = note('late', { person_ids: [maya], captured_at: '2026-11-24T01:00:00Z' });
    const early = note('early', { person_ids: [maya], event_id: event });
    const gone = note('gone', { person_ids: [maya], event_id: event });
    await store.write([late, early, gone]);
    await store.write([{ kind: 'note', record: gone.record, delete: true }]);
    expect((await store.notesOf(maya)).map((row) => row.fields.body)).toEqual(['early', 'late']);
    expect((await store.notesAt(event)).map((row) => row.fields.body)).toEqual(['early']);
    expect((await store.trash()).map((row) => row.id)).toEqual([gone.record]);
  });

  it('find a deleted record again after the next edit of it', async () => {
    const { store } = phone();
    const jotted = note('gone');
    await store.write([jotted]);
    await store.write([{ kind: 'note', record: jotted.record, delete: true }]);
    await store.write([{ kind: 'note', record: jotted.record, set: { body: 'not gone' } }]);
    expect((await store.all('note')).map((row) => row.fields.body)).toEqual(['not gone']);
    expect(await store.trash()).toEqual([]);
  });

  it('find nothing in the trash after 30 days', async () => {
    const { store, clock } = phone();
    const gone = note('gone');
    await store.write([gone]);
    await store.write([{ kind: 'note', record: gone.record, delete: true }]);
    clock.now += 31 * 86_400_000;
    expect(await store.trash()).toEqual([]);
  });

  it('suggest people by the beginnings of their words, ignoring case and accents', async () => {
    const { store } = phone();
    await store.write([
      person('Zoë Adeyemi', { known_for: 'blogs about marathoning' }),
      person('Maya Chen'),
    ]);
    const named = async (text: string) => (await store.suggest(text)).map((row) => row.fields.name);
    expect(await named('zoe a')).toEqual(['Zoë Adeyemi']);
    expect(await named('marath')).toEqual(['Zoë Adeyemi']);
    expect(await named('ma')).toEqual(['Maya Chen', 'Zoë Adeyemi']);
    expect(await named('maya b')).toEqual([]);
    expect(await named(' ')).toEqual([]);
  });

  it('list the open follow-ups by due date, without the closed ones', async () => {
    const { store } = phone();
    const due = (due_on: string) => ({
      kind: 'followup' as const,
      record: newId(),
      set: { person_id: newId(), due_on, reason: 'promise' as const },
    });
    const [one, two] = [due('2026-12-02'), due('2026-12-01')];
    await store.write([one, two]);
    const days = async () => (await store.openFollowups()).map((row) => row.fields.due_on);
    expect(await days()).toEqual(['2026-12-01', '2026-12-02']);
    await store.write([{ kind: 'followup', record: two.record, set: { status: 'done' } }]);
    expect(await days()).toEqual(['2026-12-02']);
  });
});

describe('the store', () => {
  it('tells its listeners and the other tabs which kinds changed', async () => {
    const here = phone();
    const there = phone(here.store.account, here.name);
    const heard = new Promise<Set<string>>((resolve) => there.store.onChange(resolve));
    const own: Set<string>[] = [];
    const stop = here.store.onChange((kinds) => own.push(kinds));
    await here.store.write([note('x', { person_ids: [newId()], event_id: newId() })]);
    expect(own).toEqual([new Set(['note', 'followup'])]);
    expect(await heard).toEqual(new Set(['note', 'followup']));
    stop();
    await here.store.write([person('y')]);
    expect(own).toHaveLength(1);
    here.announcer.close();
    there.announcer.close();
  });

  it('keeps drafts for the next start', async () => {
    const before = phone();
    await before.store.saveDraft('capture', 'Maya Ch');
    await before.connection.close();
    const after = phone(before.store.account, before.name);
    expect(await after.store.draft('capture')).toBe('Maya Ch');
    await after.store.saveDraft('capture', '');
    expect(await after.store.draft('capture')).toBeUndefined();
  });
});

describe('notes at no event', () => {
  it('are found by their evening, including the hours after midnight, until they are assigned to an event', async () => {
    const { store } = phone();
    const at = (captured_at: string) => ({ captured_at, captured_timezone: 'Europe/Berlin' });
    const [late, early] = [
      note('late', at('2026-11-24T02:30:00Z')),
      note('early', at('2026-11-23T19:00:00Z')),
    ];
    await store.write([
      late,
      early,
      note('at an event', { ...at('2026-11-23T19:00:00Z'), event_id: newId() }),
      note('the next evening', at('2026-11-24T19:00:00Z')),
    ]);
    const bodies = async () => (await store.notesOn('2026-11-23')).map(({ fields }) => fields.body);
    expect(await bodies()).toEqual(['early', 'late']);
    await store.write([{ kind: 'note', record: early.record, set: { event_id: newId() } }]);
    await store.write([{ kind: 'note', record: late.record, delete: true }]);
    expect(await bodies()).toEqual([]);
  });

  it('are kept with an unreadable time, and found with an unknown zone', async () => {
    const { store } = phone();
    await store.write([
      note('x', { captured_at: 'then' }),
      note('y', { captured_timezone: 'Foo/Bar' }),
    ]);
    expect((await store.notesOn('2026-11-23')).map(({ fields }) => fields.body)).toEqual(['y']);
  });
});

it('several waiting changes of one note count as one waiting note', async () => {
  const { store } = phone();
  const maya = person('Maya');
  const jotted = note('Maya', { person_ids: [maya.record], event_id: newId() });
  await store.write([maya, jotted]);
  await store.write([{ kind: 'note', record: jotted.record, set: { body: 'Maya — kites' } }]);
  expect((await store.counts()).waiting).toBe(4);
  expect(await store.waitingNotes()).toBe(1);
});
