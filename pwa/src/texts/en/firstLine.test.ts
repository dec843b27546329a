import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type About, lineOf } from '../firstLines';
import { firstLines, greeting } from './firstLine';

const maya: About = {
  name: 'Maya Chen',
  known_for: 'water-skis, moving to Lisbon',
  interests: ['sailing'],
  event: 'the Harbour mixer',
  days_ago: 1,
};

const lines = (about: Partial<About>) => {
  const { start, endings } = firstLines({ ...maya, ...about });
  return endings.map((ending) => lineOf(start, ending));
};
const first = (about: Partial<About>) => lines(about)[0];

describe('the first line', () => {
  test('says where we met and what they said, and nothing about us', () => {
    expect(first({})).toBe(
      'Hi Maya, it was good to meet you at the Harbour mixer last night. I liked hearing that you water-ski.',
    );
  });

  test.each([
    ['blogs about marathoning', 'I liked hearing that you blog about marathoning.'],
    ['the guy who blogs about marathoning', 'I liked hearing that you blog about marathoning.'],
    ['that gal that loves to water ski', 'I liked hearing that you love to water ski.'],
    ['who water-skis', 'I liked hearing that you water-ski.'],
    ['runs a bakery and makes films', 'I liked hearing that you run a bakery and make films.'],
    ['studies bats', 'I liked hearing that you study bats.'],
    ['teaches chess to his daughter', 'I liked hearing that you teach chess to your daughter.'],
    ['is learning Basque', 'I liked hearing that you are learning Basque.'],
    ['has a boat', 'I liked hearing that you have a boat.'],
    ['a beekeeper', 'I liked hearing that you are a beekeeper.'],
    ['moving to Lisbon', 'I hope moving to Lisbon goes well.'],
    ['Moving to Lisbon', 'I hope moving to Lisbon goes well.'],
    ['the greenhouse on the roof', 'I liked hearing about the greenhouse on the roof.'],
    ['her grandmother’s bakery', 'I liked hearing about your grandmother’s bakery.'],
    ['orchids', 'I liked hearing about orchids.'],
    ['physics', 'I liked hearing about physics.'],
  ])('says of "%s": %s', (known_for, sentence) => {
    expect(first({ known_for })).toBe(
      `Hi Maya, it was good to meet you at the Harbour mixer last night. ${sentence}`,
    );
  });

  test.each(['beekeeper', 'ex-navy, tall', 'Basque chess'])(
    'for "%s", which fits no sentence, mentions an interest',
    (known_for) => {
      expect(first({ known_for })).toMatch(/I enjoyed talking about sailing\.$/);
    },
  );

  test.each([
    [0, ' today.'],
    [1, ' last night.'],
    [4, ' the other day.'],
    [30, ' at the Harbour mixer.'],
    [400, ', a while ago now.'],
    [null, ' at the Harbour mixer.'],
  ])('fits %s days later', (days_ago, part) => {
    expect(first({ days_ago, known_for: null, interests: [] })).toContain(part);
  });

  test.each([
    ['Harbour mixer', 'at the Harbour mixer.'],
    ['The Long Panel', 'at The Long Panel.'],
    ['Ida’s dinner', 'at Ida’s dinner.'],
    ['PyCon', 'at PyCon.'],
  ])('names the event "%s" correctly', (event, part) => {
    expect(first({ event, days_ago: null, known_for: null, interests: [] })).toContain(part);
  });

  test('works without a name and an event', () => {
    expect(
      lines({ name: null, known_for: null, interests: [], event: null, days_ago: null }),
    ).toEqual([
      'Hi there, it was good to meet you. I would love to hear how your week is going.',
      'Hi there, it was good to meet you.',
    ]);
  });
});

test.each([
  ['Maya Chen', 'Hi Maya'],
  ['Dr. Chen', 'Hi Dr. Chen'],
  ['  Øyvind  Ås ', 'Hi Øyvind'],
  ['李小龙', 'Hi 李小龙'],
  ['', 'Hi there'],
  [null, 'Hi there'],
])('%s is greeted with "%s"', (name, words) => {
  expect(greeting(name)).toBe(words);
});

test('there are two to four different complete lines, whatever was noted', () => {
  const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 200 }));
  fc.assert(
    fc.property(
      text,
      text,
      fc.array(fc.string({ maxLength: 60 }), { maxLength: 3 }),
      text,
      fc.option(fc.integer()),
      (name, known_for, interests, event, days_ago) => {
        const said = lines({ name, known_for, interests, event, days_ago });
        expect(said.length).toBeGreaterThan(1);
        expect(said.length).toBeLessThanOrEqual(4);
        expect(new Set(said).size).toBe(said.length);
        for (const line of said) expect(line).toMatch(/^Hi .*[.]$/s);
      },
    ),
  );
});
