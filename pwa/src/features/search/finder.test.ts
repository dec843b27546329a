import { beforeEach, describe, expect, test } from 'vitest';
import { DEFAULTS, type Fields, type Kind, type Row } from '../../records/kinds';
import { documentsOf } from './documents';
import { Finder } from './finder';

const NOW = { today: '2026-11-24', southern: false };

function row<K extends Kind>(kind: K, id: string, set: Partial<Fields[K]>): Row {
  const fields = { ...DEFAULTS[kind], ...set };
  return { kind, id, rev: 1, fields, deleted_at: null, conflicts: [], pending: false } as never;
}

const note = (id: string, day: string, body: string, set: Partial<Fields['note']> = {}) =>
  row('note', id, {
    body,
    captured_at: `${day}T20:00:00Z`,
    captured_timezone: 'UTC',
    ...set,
  });

const PEOPLE = [
  row('person', 'maya', {
    name: 'Maya Chen',
    known_for: 'water-skis, even in October',
    interests: ['sailing', 'Portuguese'],
    met_at: 'mixer',
    met_on: '2026-04-09',
  }),
  row('person', 'tom', { name: 'Tom', known_for: 'blogs about marathoning', met_on: '2024-07-01' }),
  row('person', 'jo', { name: 'Jörg Müller', organisation: 'Harbour Library' }),
  row('person', 'nameless', { known_for: 'loves waterskiing', met_on: '2023-01-01' }),
];

const OTHERS = [
  row('event', 'mixer', {
    name: 'Harbour mixer',
    place: 'Old Print Works',
    starts_at: '2026-04-09T18:00:00Z',
    timezone: 'UTC',
  }),
  row('event', 'panel', {
    name: 'Podcast panel',
    starts_at: '2025-05-12T18:00:00Z',
    timezone: 'UTC',
  }),
  note('at-panel', '2025-05-12', 'Knows everything about lighthouses', {
    event_id: 'panel',
    person_ids: ['tom'],
  }),
  note('lisbon', '2026-04-09', 'Is moving to Lisbon in the spring, with two cats', {
    event_id: 'mixer',
    person_ids: ['maya'],
  }),
  note('boat', '2022-08-01', 'Das Segelboot liegt in Kiel, und sie läuft gern'),
  row('kindness', 'turn', {
    person_id: 'maya',
    direction: 'received',
    what: 'Lent me her boat',
    happened_on: '2026-08-02',
    introduced_to: 'tom',
  }),
  row('card', 'card', { deck: 'pitch', text: 'Batteries that last', client: 'Acme', position: 1 }),
  row('followup', 'promise', { person_id: 'maya', due_on: '2026-11-25', promise: 'the recipe' }),
];

let finder: Finder;
const load = (rows: Row[]) => {
  const { put, drop } = finder.compare(documentsOf(rows));
  for (const doc of put) finder.put(doc);
  for (const id of drop) finder.drop(id);
  return put.length + drop.length;
};
const ids = (text: string, options = {}) =>
  finder.find(text, NOW, options).found.map(({ id }) => id);
const why = (text: string, id: string) =>
  finder
    .find(text, NOW)
    .found.find((each) => each.id === id)
    ?.lines.map(
      ({ field, pieces }) =>
        `${field}: ${pieces.map((piece) => (piece.marked ? `[${piece.text}]` : piece.text)).join('')}`,
    );

beforeEach(() => {
  finder = new Finder();
  load([...PEOPLE, ...OTHERS]);
});

describe('search by words', () => {
  test('finds water-skis and waterskiing for “water ski”, “waterskiing” and “waterski”', () => {
    for (const text of ['water ski', 'water-ski', 'waterski', 'waterskiing', 'Water Skis'])
      expect(ids(text).sort(), text).toEqual(['maya', 'nameless']);
  });

  test('finds words while they are typed', () => {
    expect(ids('M')).toContain('maya');
    for (const text of ['Ma', 'May', 'Maya', 'Maya C', 'Maya Ch'])
      expect(ids(text)[0], text).toBe('maya');
  });

  test('tolerates typing mistakes, missing accents and any case', () => {
    expect(ids('marahtoning')).toEqual(['tom']);
    expect(ids('Lsibon')).toEqual(['lisbon']);
    expect(ids('lighthoses')).toEqual(['at-panel']);
    expect(ids('jorg mueller')).toEqual(['jo']);
    expect(ids('MÜLLER')).toEqual(['jo']);
  });

  test('looks for no mistakes while somebody types: a word may be half of one', () => {
    const typed = (text: string) => finder.find(text, NOW, { isTyping: true });
    expect(typed('lisb').found.map(({ id }) => id)).toEqual(['lisbon']);
    expect(typed('Lsibon').total).toBe(0);
    expect(typed('Lisbon accordion')).toMatchObject({ total: 0, partly: false });
  });

  test('finds words of the same family in three languages', () => {
    expect(ids('marathons')).toContain('tom');
    expect(ids('moves Lisbon')).toEqual(['lisbon']);
    expect(ids('laufen')).toEqual(['boat']);
  });

  test('requires all words except small ones', () => {
    expect(ids('who blogs about marathoning')).toEqual(['tom']);
    expect(ids('who water-skis in Portuguese')).toEqual(['maya']);
  });

  test('shows partial matches if nothing has all words, and says so', () => {
    expect(finder.find('that guy that blogs about marathoning', NOW)).toMatchObject({
      found: [{ id: 'tom' }],
      partly: true,
    });
    expect(finder.find('blogs', NOW).partly).toBe(false);
    expect(finder.find('xyzzy plugh', NOW)).toMatchObject({ found: [], partly: false });
  });

  test('finds people, notes, events, kindnesses and cards, and promises as follow-ups', () => {
    expect(ids('Portuguese')).toEqual(['maya']);
    expect(ids('lent boat')).toEqual(['turn']);
    expect(ids('Acme')).toEqual(['card']);
    expect(ids('print works').sort()).toEqual(['lisbon', 'maya', 'mixer']);
    expect(ids('recipe')).toEqual([]);
  });

  test('finds by name everything that belongs to a person', () => {
    expect(ids('Tom').sort()).toEqual(['at-panel', 'tom', 'turn']);
  });

  test('finds nothing for an empty query', () => {
    expect(ids('')).toEqual([]);
    expect(ids(' — ')).toEqual([]);
  });
});

describe('search by time and event', () => {
  test('finds everything of “last spring”, the latest first', () => {
    expect(ids('last spring').sort()).toEqual(['lisbon', 'maya', 'mixer']);
    expect(finder.find('Lisbon last spring', NOW)).toMatchObject({
      found: [{ id: 'lisbon' }],
      time: { text: 'last spring', span: { from: '2026-03-01', to: '2026-05-31' } },
    });
    expect(ids('Lisbon last summer')).toEqual([]);
  });

  test('searches for words of time literally on request', () => {
    expect(finder.find('last spring', NOW, { literal: true })).toMatchObject({
      time: { text: 'last spring' },
      partly: true,
    });
    expect(ids('spring')).toEqual(['lisbon']);
  });

  test('finds the people and notes “at the podcast panel”', () => {
    expect(ids('at the podcast panel').sort()).toEqual(['at-panel', 'panel']);
    expect(ids('lighthouses at the podcast panel')).toEqual(['at-panel']);
    expect(finder.find('lighthouses at the harbour mixer', NOW).partly).toBe(true);
    expect(ids('beim Podcast-Panel').sort()).toEqual(['at-panel', 'panel']);
    expect(ids('en el podcast panel').sort()).toEqual(['at-panel', 'panel']);
  });

  test('treats a place without an event as words', () => {
    expect(ids('Segelboot in Kiel')).toEqual(['boat']);
  });

  test('combines both: “at the podcast panel in May 2025”', () => {
    expect(ids('at the podcast panel in May 2025').sort()).toEqual(['at-panel', 'panel']);
    expect(ids('at the podcast panel in 2024')).toEqual([]);
  });
});

describe('the order of results', () => {
  test('depends on the words, then on time, and on nothing else', () => {
    const same = { known_for: 'sings', name: 'Ada' };
    load([
      row('person', 'early', {
        ...same,
        met_on: '2020-01-01',
        organisation: 'Big',
        role: 'Chief',
        keep_in_touch_days: 14,
      }),
      row('person', 'late', { ...same, met_on: '2026-01-01' }),
      ...[1, 2, 3].map((n) => note(`n${n}`, `2019-01-0${n}`, '…', { person_ids: ['early'] })),
    ]);
    expect(ids('sings').slice(0, 2)).toEqual(['late', 'early']);
    expect(ids('Ada').slice(0, 2)).toEqual(['late', 'early']);
  });

  test('has exact words first, then the same family, then beginnings, and mistyped words only if there is nothing else', () => {
    load([
      note('mistyped', '2026-01-04', 'sial'),
      note('begins', '2026-01-03', 'sailcloth'),
      note('family', '2026-01-02', 'sailing'),
      note('same', '2026-01-01', 'sail'),
    ]);
    expect(ids('sail')).toEqual(['same', 'family', 'begins']);
    expect(ids('sialx')).toEqual(['mistyped']);
  });
});

describe('each result', () => {
  test('marks the words found', () => {
    expect(why('water ski', 'maya')).toEqual([
      'title: Maya Chen',
      'known: [water]-[skis], even in October',
    ]);
    expect(why('sails', 'maya')).toEqual([
      'title: Maya Chen',
      'known: water-skis, even in October',
      'interests: [sailing], Portuguese',
    ]);
    expect(why('podcast', 'at-panel')).toEqual([
      'body: Knows everything about lighthouses',
      'about: Tom',
      'event: [Podcast] panel',
    ]);
    expect(why('podcast', 'panel')).toEqual(['title: [Podcast] panel']);
  });

  test('shows the part of a long text with the word', () => {
    const body = `${'word '.repeat(60)}needle ${'more '.repeat(60)}`;
    load([note('long', '2026-01-01', body)]);
    const [line] = why('needle', 'long') ?? [];
    expect(line).toMatch(/^body: … (word )+\[needle\] (more )+…$/u);
    expect(line?.length).toBeLessThan(170);
  });
});

test('an update adds and removes only the documents that changed', () => {
  const rows = [...PEOPLE, ...OTHERS];
  expect(load(rows)).toBe(0);
  // Her name is in her own document and in those about her: a note and a good turn.
  const renamed = rows.map((each) =>
    each.id === 'maya' ? row('person', 'maya', { ...each.fields, name: 'Mia' } as never) : each,
  );
  expect(load(renamed)).toBe(3);
  expect(ids('Maya')).toEqual([]);
  expect(ids('Mia').sort()).toEqual(['lisbon', 'maya', 'turn']);
  load(renamed.filter(({ id }) => id !== 'lisbon'));
  expect(ids('Lisbon')).toEqual([]);
});

test('cached results of a word are dropped when a document is added or removed', () => {
  expect(ids('Lisbon')).toEqual(['lisbon']);
  finder.drop('lisbon');
  expect(ids('Lisbon ')).toEqual([]);
  const rows = [...PEOPLE, ...OTHERS, note('ferry', '2026-11-01', 'Takes the ferry in Lisbon')];
  load(rows);
  expect(ids('Lisbon').sort()).toEqual(['ferry', 'lisbon']);
});

test('searching while typing gives the same results as searching once', () => {
  const text = 'Maya who water-skis at the harbour mixer last spring';
  for (let end = 1; end <= text.length; end++) {
    const typed = finder.find(text.slice(0, end), NOW);
    const fresh = new Finder();
    for (const doc of documentsOf([...PEOPLE, ...OTHERS])) fresh.put(doc);
    expect(typed, text.slice(0, end)).toEqual(fresh.find(text.slice(0, end), NOW));
  }
});

describe('similar words', () => {
  test.each(['花子', 'スキー', '滑水', '스키', 'ลิสบอน'])(
    '%s is found inside a text without spaces',
    (asked) => {
      load([
        note(
          'run',
          '2026-01-01',
          '佐藤花子さんは水上スキー 我喜欢滑水运动 수상스키를탄다 ย้ายไปลิสบอนแล้ว',
        ),
        note('other', '2026-01-02', '田中 水泳'),
      ]);
      expect(ids(asked)).toEqual(['run']);
    },
  );

  test.each([
    ['marathn', 'blogs about marathoning'],
    ['tostr', 'mends a toaster'],
  ])('%s finds a word that is almost the same', (asked, body) => {
    load([note('meant', '2026-01-01', body)]);
    expect(ids(asked)).toContain('meant');
  });

  test('“Maya” does not find the word “may”', () => {
    load([...PEOPLE, ...OTHERS, note('may', '2026-01-01', 'it may take years')]);
    expect(ids('Maya')).not.toContain('may');
  });

  test('“the one with the greyhounds” searches for greyhounds', () => {
    load([note('dogs', '2026-01-01', 'has had nineteen greyhounds')]);
    const { found, partly } = finder.find('the one with the greyhounds', NOW);
    expect([found.map(({ id }) => id), partly]).toEqual([['dogs'], false]);
  });

  test('a note is found with the people it is about', () => {
    load([
      row('person', 'zoe', { name: 'Zoë Weiß' }),
      note('hers', '2026-01-01', 'keeps newts', { person_ids: ['zoe'] }),
    ]);
    expect(why('newts', 'hers')).toEqual(['body: keeps [newts]', 'about: Zoë Weiß']);
  });
});
