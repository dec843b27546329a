import { describe, expect, test } from 'vitest';
import { DEFAULTS, type Row } from '../../records/kinds';
import { draftsOf, type Line, planOf, plansOf } from './plan';

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

describe('several lines', () => {
  const three = [
    { name: 'Maya', known_for: 'water-skis', interests: [] },
    { name: 'Tom', known_for: 'kites', interests: [] },
    { name: 'Ada', known_for: 'bees', interests: [] },
  ];

  test.each([
    ['as they are', 'Maya - water-skis\nTom - kites\nAda - bees'],
    ['with bullets', '• Maya - water-skis\n• Tom - kites\n\n• Ada - bees\n'],
    ['with numbers', '1. Maya - water-skis\n2. Tom - kites\n3) Ada - bees'],
  ])('%s are as many people, each with a note', (_how, text) => {
    const plans = plansOf(line(text));
    expect(plans.map(({ body }) => body)).toEqual([
      'Maya - water-skis',
      'Tom - kites',
      'Ada - bees',
    ]);
    expect(plans.flatMap(({ people }) => people)).toEqual(three);
  });

  test('of names alone are people, too', () => {
    const names = plansOf(line('Maya Chen\nTom\nAda')).flatMap(({ people }) => people);
    expect(names.map(({ name }) => name)).toEqual(['Maya Chen', 'Tom', 'Ada']);
  });

  test('are one note by one tap', () => {
    expect(plansOf(line('Maya - water-skis\nTom - kites', { reading: 'note' }))).toEqual([
      { body: 'Maya - water-skis\nTom - kites', people: [], known: [] },
    ]);
  });

  test.each([
    [
      'of which one is a sentence',
      'Maya - water-skis\nThe talk about bees was far better than the one before it.',
    ],
    ['of which some are ways to reach somebody', 'Maya Chen\nmaya@example.org\n+1 415 555 0100'],
  ])('%s are one note', (_what, text) => {
    expect(plansOf(line(text))).toHaveLength(1);
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
    const { notes, made, drafts } = draftsOf(plan, moment);
    expect(notes[0]?.set).toEqual({
      body: 'Maya and Tom — bake',
      person_ids: ['maya', made[0]?.record],
      event_id: 'evening',
      captured_at: '2026-11-24T23:30:00.000Z',
      captured_timezone: 'Europe/Berlin',
    });
    expect(drafts.map(({ kind }) => kind)).toEqual(['person', 'note']);
  });

  test('a note names at most 50: more people are more notes', () => {
    const names = Array.from({ length: 60 }, (_, index) => `P${index}`).join(', ');
    const plan = planOf(line(names, { reading: 'several' }));
    const { notes, made } = draftsOf(plan, moment);
    expect(notes.map(({ set }) => set.person_ids.length)).toEqual([50, 10]);
    expect(notes.flatMap(({ set }) => set.person_ids)).toEqual(made.map(({ record }) => record));
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
