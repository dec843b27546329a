import { describe, expect, test } from 'vitest';
import { note, person, phone } from '../../data/rig';
import { newId } from '../../records/uuid';
import { isBeginning, isEnding } from '../events/phase';
import { BEATS, SETTLE } from './breath';
import { progressOf } from './eveningProgress';
import { eveningAt } from './eveningQueries';
import { noteProgress } from './noteProgress';
import { sortTo } from './sort';

const at = (instant: string) => Date.parse(instant);
const mixer = { starts_at: '2026-11-24T18:30:00Z', ends_at: null, timezone: 'Europe/Berlin' };

test('three breaths take half a minute, and each breath out is longer than the breath in', () => {
  expect(BEATS.map(({ way, breath }) => `${breath} ${way}`)).toEqual([
    '1 in',
    '1 out',
    '2 in',
    '2 out',
    '3 in',
    '3 out',
  ]);
  const all = BEATS.reduce((sum, { ms }) => sum + ms, SETTLE);
  expect(all).toBeLessThanOrEqual(31_000);
});

describe('the evening screen', () => {
  test.each([
    ['too early', '2026-11-24T17:00:00Z', false, false],
    ['on the way', '2026-11-24T17:45:00Z', true, false],
    ['at the door', '2026-11-24T19:00:00Z', true, false],
    ['in the middle', '2026-11-24T19:45:00Z', false, false],
    ['late', '2026-11-24T20:01:00Z', false, true],
    ['the next day', '2026-11-25T12:00:00Z', false, false],
  ])('%s', (_, now, beginning, ending) => {
    expect(isBeginning(mixer, at(now))).toBe(beginning);
    expect(isEnding(mixer, at(now))).toBe(ending);
  });

  test('offers to leave shortly before the end of an event that has one', () => {
    const panel = { ...mixer, ends_at: '2026-11-24T22:00:00Z' };
    expect(isEnding(panel, at('2026-11-24T21:30:00Z'))).toBe(false);
    expect(isEnding(panel, at('2026-11-24T21:45:00Z'))).toBe(true);
    expect(isEnding(panel, at('2026-11-24T22:30:00Z'))).toBe(true);
  });
});

test('the progress of one evening is not known on another', async () => {
  const { store } = phone();
  await noteProgress(store, 'a', { carried: 'And you?', began: true });
  await noteProgress(store, 'a', { wrapped: true });
  expect(await progressOf(store, 'a')).toEqual({
    event: 'a',
    carried: 'And you?',
    began: true,
    wrapped: true,
  });
  expect(await progressOf(store, 'b')).toEqual({ event: 'b' });
});

describe('a note without a person', () => {
  const evening = async (jotted = {}) => {
    const { store } = phone();
    const event_id = newId();
    const maya = person('Maya');
    const loose = note('keeps bees on her roof', { event_id, ...jotted });
    await store.write([
      {
        kind: 'event',
        record: event_id,
        set: { name: 'Mixer', starts_at: mixer.starts_at, timezone: mixer.timezone },
      },
      maya,
      note('Maya — water-skis', { event_id, person_ids: [maya.record] }),
      loose,
    ]);
    const look = async () => {
      const found = await eveningAt(store, event_id);
      if (!found) throw new Error('no such evening');
      return found;
    };
    const [first] = (await look()).loose;
    if (!first) throw new Error('no loose note');
    return { store, look, loose: first, maya: maya.record };
  };

  test('is offered for sorting, and other notes are not', async () => {
    const { look, loose } = await evening();
    expect((await look()).loose.map(({ id }) => id)).toEqual([loose.id]);
    expect((await look()).people.map(({ fields }) => fields.name)).toEqual(['Maya']);
  });

  test('is assigned to a known person and back, and the follow-up of the other note stays', async () => {
    const { store, look, loose, maya } = await evening();
    const undo = await sortTo(store, loose, maya);
    expect((await look()).loose).toEqual([]);
    expect(await store.notesOf(maya)).toHaveLength(2);
    await undo();
    expect((await look()).loose).toHaveLength(1);
    expect(await store.openFollowups()).toHaveLength(1);
  });

  test('becomes a person met there with a follow-up, and undo leaves nothing', async () => {
    const { store, look, loose } = await evening();
    const undo = await sortTo(store, loose, null);
    const { people } = await look();
    expect(people.map(({ fields }) => fields.known_for ?? fields.name)).toContain(
      'keeps bees on her roof',
    );
    expect(people.find(({ fields }) => !fields.name)?.fields.met_at).toBe(loose.fields.event_id);
    expect(await store.openFollowups()).toHaveLength(2);
    await undo();
    expect((await look()).people).toHaveLength(1);
    expect(await store.openFollowups()).toHaveLength(1);
  });

  test('adds its tags and contact details to a known person, and undo restores the person', async () => {
    const { store, loose, maya } = await evening({ body: '#sailing #Fado +351 912 345 678' });
    const undo = await sortTo(store, loose, maya);
    const gained = { interests: ['sailing', 'Fado'], phones: ['+351 912 345 678'] };
    expect((await store.get('person', maya))?.fields).toMatchObject(gained);
    await undo();
    const before = { interests: [], phones: [] };
    expect((await store.get('person', maya))?.fields).toMatchObject(before);
  });

  test('is sorted and restored if its zone is known only to another phone', async () => {
    const { store, look, loose } = await evening({ captured_timezone: 'Atlantis/Poseidonis' });
    const undo = await sortTo(store, loose, null);
    expect((await look()).loose).toEqual([]);
    await undo();
    expect((await look()).people).toHaveLength(1);
    expect(await store.openFollowups()).toHaveLength(1);
  });
});
