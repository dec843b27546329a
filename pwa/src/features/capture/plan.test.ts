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

const nameOf = (index: number): string =>
  `P${String.fromCodePoint(97 + (index % 26), 97 + Math.floor(index / 26))}`;

describe('the plan of a line', () => {
  test('has one person, and every word in the note', () => {
    const plan = planOf(line('  Maya Chen — water-skis, moving to Lisbon #sailing '));
    expect(plan.people).toEqual([
      { name: 'Maya Chen', known_for: 'water-skis, moving to Lisbon', interests: ['sailing'] },
    ]);
    expect(plan.body).toBe('Maya Chen — water-skis, moving to Lisbon #sailing');
  });

  test('swaps the name and the known-for by one tap', () => {
    const { people } = planOf(line('Kites — Maya', { swapped: true }));
    expect(people[0]).toMatchObject({ name: 'Maya', known_for: 'Kites' });
  });

  test('is just a note by one tap', () => {
    expect(planOf(line('Maya — water-skis', { reading: 'note' })).people).toEqual([]);
  });

  test('of a sentence has no person, and one by one tap', () => {
    const text = 'The talk about bees was far better than the one before it.';
    expect(planOf(line(text)).people).toEqual([]);
    expect(planOf(line(text, { reading: 'person' })).people).toEqual([
      { name: null, known_for: text, interests: [] },
    ]);
  });

  test('has several people by one tap, who share the text after the dash', () => {
    const { people } = planOf(line('Tom & May — both bake #bread', { reading: 'several' }));
    expect(people).toEqual([
      { name: 'Tom', known_for: 'both bake', interests: ['bread'] },
      { name: 'May', known_for: 'both bake', interests: ['bread'] },
    ]);
  });

  test('does not create a known person again', () => {
    const maya = known('m', 'Maya Chen');
    expect(planOf(line('Maya Chen — has a boat', { chosen: [maya] })).people).toEqual([]);
    const both = planOf(line('Maya Chen and Tom — met', { chosen: [maya], reading: 'several' }));
    expect(both.people.map(({ name }) => name)).toEqual(['Tom']);
  });

  test('adds interests to a known person, each once and at most 50', () => {
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

  test('of an empty line is nothing', () => {
    expect(planOf(line('   '))).toMatchObject({ body: '', people: [], known: [] });
  });
});

describe('known people in a line', () => {
  const priya = known('p', 'Priya Nair');
  const other = known('o', 'Priya Shah');
  const ids = (text: string, box: Row<'person'>[], more: Partial<Line> = {}) => {
    const { known, offers, people } = planOf(line(text, more), box);
    return [
      known.map(({ person }) => person.id),
      offers.map(({ id }) => id),
      people.map(({ name }) => name),
    ];
  };

  test('are found by the name that they use', () => {
    expect(ids('Talked to Priya about motorbikes', [priya])).toEqual([['p'], [], []]);
    expect(ids('Priya Nair — has a boat now', [priya])).toEqual([['p'], [], []]);
  });

  test('with the same name are offered to choose from, and nobody new is created before that', () => {
    expect(ids('Talked to Priya about motorbikes', [priya, other])).toEqual([[], ['p', 'o'], []]);
    const chosen = { chosen: [other] };
    expect(ids('Talked to Priya about motorbikes', [priya, other], chosen)[0]).toEqual(['o']);
  });

  test('are a new person by one tap, and the known one again by another tap', () => {
    const notAbout = { notAbout: ['p'] };
    expect(ids('Priya Nair — motorbikes', [priya], notAbout)).toEqual([[], ['p'], ['Priya Nair']]);
    expect(ids('Priya Nair — motorbikes', [priya], { reading: 'person' })[2]).toEqual([
      'Priya Nair',
    ]);
  });

  test('get the phone number in the line', () => {
    const plan = planOf(line("Priya's number is +1 415 555 0100"), [priya]);
    expect(plan.known[0]?.reach).toEqual({ phones: ['+1 415 555 0100'] });
    const moment = { capturedAt: 0, timezone: 'UTC', event: null, newId: () => 'new' };
    expect(draftsOf(plan, moment).gained[0]?.set).toEqual({ phones: ['+1 415 555 0100'] });
  });

  test('do not get a tag again in other letters', () => {
    const maya = known('m', 'Maya', ['Sailing']);
    expect(planOf(line('Maya #sailing', { chosen: [maya] })).known[0]?.gains).toEqual([]);
  });
});

test('every imported name is recognised as a name', () => {
  const contact = { called: '+1 555 0100', emails: [], phones: ['+1 555 0100'], links: [] };
  expect(planOf(line('+1 555 0100 — sells lamps', { contact })).people).toEqual([
    {
      name: '+1 555 0100',
      known_for: 'sells lamps',
      interests: [],
      emails: [],
      phones: ['+1 555 0100'],
      links: [],
    },
  ]);
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
  ])('%s are one person each, with a note each', (_how, text) => {
    const plans = plansOf(line(text));
    expect(plans.map(({ body }) => body)).toEqual([
      'Maya - water-skis',
      'Tom - kites',
      'Ada - bees',
    ]);
    expect(plans.flatMap(({ people }) => people)).toEqual(three);
  });

  test('with only names are people, too', () => {
    const names = plansOf(line('Maya Chen\nTom\nAda')).flatMap(({ people }) => people);
    expect(names.map(({ name }) => name)).toEqual(['Maya Chen', 'Tom', 'Ada']);
  });

  test('lose no word: a heading belongs to the first person, and lines after a person to that person', () => {
    const plans = plansOf(line('Tonight:\nMaya - kites\nNobody stayed.\nTom - bees'));
    expect(plans.map(({ body }) => body)).toEqual([
      'Tonight:\nMaya - kites\nNobody stayed.',
      'Tom - bees',
    ]);
  });

  test('are one note about all of them by one tap', () => {
    const plans = plansOf(line('Maya - kites\nTom - bees', { reading: 'together' }));
    expect(plans).toHaveLength(1);
    expect(plans[0]?.body).toBe('Maya - kites\nTom - bees');
    expect(plans[0]?.people.map(({ name }) => name)).toEqual(['Maya', 'Tom']);
  });

  test('are one note by one tap', () => {
    expect(plansOf(line('Maya - water-skis\nTom - kites', { reading: 'note' }))).toMatchObject([
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

describe('the records of a plan', () => {
  let next = 0;
  const moment = {
    capturedAt: Date.parse('2026-11-24T23:30:00Z'),
    timezone: 'Europe/Berlin',
    event: 'evening',
    newId: () => `new-${next++}`,
  };

  test('have the time of the first keystroke, the people and the event', () => {
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

  test('put at most 50 people in a note, and more in further notes', () => {
    const names = Array.from({ length: 60 }, (_, index) => nameOf(index)).join(', ');
    const plan = planOf(line(names, { reading: 'several' }));
    const { notes, made } = draftsOf(plan, moment);
    expect(notes.map(({ set }) => set.person_ids.length)).toEqual([50, 10]);
    expect(notes.flatMap(({ set }) => set.person_ids)).toEqual(made.map(({ record }) => record));
  });

  test('say that a new person was met there, on the local date', () => {
    const { made } = draftsOf(planOf(line('Tom — bakes')), moment);
    expect(made[0]?.set).toMatchObject({ name: 'Tom', met_at: 'evening', met_on: '2026-11-25' });
  });

  test('change a known person only if there is something to add', () => {
    const maya = known('maya', 'Maya', ['sailing']);
    expect(draftsOf(planOf(line('Maya — hi', { chosen: [maya] })), moment).gained).toEqual([]);
    expect(draftsOf(planOf(line('Maya — hi #wine', { chosen: [maya] })), moment).gained).toEqual([
      { kind: 'person', record: 'maya', set: { interests: ['sailing', 'wine'] } },
    ]);
  });
});
