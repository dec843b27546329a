import { describe, expect, test } from 'vitest';
import { DEFAULTS, type Row } from '../../records/kinds';
import { draftsOf, type Line, planOf } from './plan';

const line = (text: string, more: Partial<Line> = {}): Line => ({
  text,
  reading: 'auto',
  swapped: false,
  chosen: [],
  ...more,
});

function known(id: string, name: string, interests: string[] = []): Row<'person'> {
  const fields = { ...DEFAULTS.person, name, interests } as Row<'person'>['fields'];
  return { kind: 'person', id, rev: 1, fields, deleted_at: null, conflicts: [], pending: false };
}

describe('a line as it will be saved', () => {
  test('is one person, with every word kept in the note', () => {
    const plan = planOf(line('  Maya Chen — water-skis, moving to Lisbon #sailing '));
    expect(plan.people).toEqual([
      { name: 'Maya Chen', known_for: 'water-skis, moving to Lisbon', interests: ['sailing'] },
    ]);
    expect(plan.body).toBe('Maya Chen — water-skis, moving to Lisbon #sailing');
  });

  test('one tap swaps name and known for', () => {
    const { people } = planOf(line('water-skis — Maya', { swapped: true }));
    expect(people[0]).toMatchObject({ name: 'Maya', known_for: 'water-skis' });
  });

  test('one tap makes it just a note', () => {
    expect(planOf(line('Maya — water-skis', { reading: 'note' })).people).toEqual([]);
  });

  test('a sentence is about nobody, and one tap makes it about a person', () => {
    const text = 'The talk about bees was far better than the one before it.';
    expect(planOf(line(text)).people).toEqual([]);
    expect(planOf(line(text, { reading: 'person' })).people).toEqual([
      { name: null, known_for: text, interests: [] },
    ]);
  });

  test('one tap makes it several people, who share what follows the dash', () => {
    const { people } = planOf(line('Tom & May — both bake #bread', { reading: 'several' }));
    expect(people).toEqual([
      { name: 'Tom', known_for: 'both bake', interests: ['bread'] },
      { name: 'May', known_for: 'both bake', interests: ['bread'] },
    ]);
  });

  test('somebody already known is not made a second time', () => {
    const maya = known('m', 'Maya Chen');
    expect(planOf(line('Maya Chen — has a boat', { chosen: [maya] })).people).toEqual([]);
    const both = planOf(line('Maya Chen and Tom — met', { chosen: [maya], reading: 'several' }));
    expect(both.people.map(({ name }) => name)).toEqual(['Tom']);
  });

  test('somebody known gains the interests of the line, each once and at most 50', () => {
    const maya = known('m', 'Maya', ['sailing']);
    expect(planOf(line('Maya #sailing #wine', { chosen: [maya] })).known[0]?.gains).toEqual([
      'wine',
    ]);
    const full = known(
      'f',
      'Full',
      Array.from({ length: 50 }, (_, index) => `${index}`),
    );
    expect(planOf(line('Full #wine', { chosen: [full] })).known[0]?.gains).toEqual([]);
  });

  test('nothing typed is nothing saved', () => {
    expect(planOf(line('   '))).toEqual({ body: '', people: [], known: [] });
  });
});

describe('the records it becomes', () => {
  let next = 0;
  const moment = {
    capturedAt: Date.parse('2026-11-24T23:30:00Z'),
    timezone: 'Europe/Berlin',
    event: 'evening',
    newId: () => `new-${next++}`,
  };

  test('the note carries the first keystroke, the people and the event', () => {
    const maya = known('maya', 'Maya');
    const plan = planOf(line('Maya and Tom — bake', { chosen: [maya], reading: 'several' }));
    const { note, made, drafts } = draftsOf(plan, moment);
    expect(note.set).toEqual({
      body: 'Maya and Tom — bake',
      person_ids: ['maya', made[0]?.record],
      event_id: 'evening',
      captured_at: '2026-11-24T23:30:00.000Z',
      captured_timezone: 'Europe/Berlin',
    });
    expect(drafts.map(({ kind }) => kind)).toEqual(['person', 'note']);
  });

  test('a new person was met there, on the date of the place', () => {
    const { made } = draftsOf(planOf(line('Tom — bakes')), moment);
    expect(made[0]?.set).toMatchObject({ name: 'Tom', met_at: 'evening', met_on: '2026-11-25' });
  });

  test('a known person is touched only when there is something to add', () => {
    const maya = known('maya', 'Maya', ['sailing']);
    expect(draftsOf(planOf(line('Maya — hi', { chosen: [maya] })), moment).gained).toEqual([]);
    expect(draftsOf(planOf(line('Maya — hi #wine', { chosen: [maya] })), moment).gained).toEqual([
      { kind: 'person', record: 'maya', set: { interests: ['sailing', 'wine'] } },
    ]);
  });
});
