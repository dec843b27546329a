import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOf } from '../../data/firstNotedRig';
import {
  DEFAULTS,
  type KindnessFields,
  type NoteFields,
  type PersonFields,
  type Row,
} from '../../records/kinds';
import { type Around, introductions } from './introductions';

const bare = { rev: 1, deleted_at: null, conflicts: [], pending: false };
const person = (
  id: string,
  interests: string[],
  set: Partial<PersonFields> = {},
): Row<'person'> => ({
  kind: 'person',
  id,
  fields: { ...DEFAULTS.person, interests, ...set } as PersonFields,
  ...bare,
});
const around = (set: Partial<Around> = {}): Around => ({
  notes: [],
  noted: firstOf(set.notes ?? []),
  kindnesses: [],
  places: new Map(),
  ...set,
});
const note = (...person_ids: string[]): Row<'note'> => ({
  kind: 'note',
  id: 'note',
  fields: { person_ids, captured_at: '2026-11-23T20:00:00Z' } as NoteFields,
  ...bare,
});
const kindness = (set: Partial<KindnessFields>): Row<'kindness'> => ({
  kind: 'kindness',
  id: 'kindness',
  fields: { person_id: 'x', thanks_to: null, introduced_to: null, ...set } as KindnessFields,
  ...bare,
});
const told = (people: Row<'person'>[], set?: Partial<Around>) =>
  introductions(people, around(set)).map(({ one, other }) => `${one.id} ${other.id}`);

const maya = person('maya', ['Water-skiing', 'Lisbon'], { met_on: '2024-01-01' });
const tom = person('tom', ['waterskiing'], { met_on: '2025-01-01' });
const ada = person('ada', ['water skiing', 'bees'], { met_on: '2026-01-01' });

describe('suggested introductions', () => {
  it('are two people who share an interest, ignoring spelling', () => {
    expect(introductions([tom, maya], around())).toEqual([
      { id: 'maya tom', one: maya, other: tom, interests: ['Water-skiing'], place: null },
    ]);
  });

  it('pair each person with the next in the order of meeting, and the last with the first', () => {
    expect(told([ada, tom, maya])).toEqual(['maya tom', 'maya ada', 'tom ada']);
  });

  it('order the people of one evening by their notes', () => {
    const two = [person('a', ['bees']), person('b', ['bees'])];
    const later = {
      ...note('a'),
      fields: { ...note('a').fields, captured_at: '2026-11-23T21:00:00Z' },
    };
    expect(told(two, { notes: [later, note('b')] })).toEqual(['b a']);
  });

  it.each<[string, Partial<Around>]>([
    ['a note names both', { notes: [note('maya', 'tom')] }],
    [
      'one introduced them',
      { kindnesses: [kindness({ person_id: 'maya', introduced_to: 'tom' })] },
    ],
    [
      'it came thanks to the other',
      { kindnesses: [kindness({ person_id: 'tom', thanks_to: 'maya' })] },
    ],
  ])('leave out people who know each other: %s', (_, set) => {
    expect(told([maya, tom, ada], set)).toHaveLength(2);
    expect(told([maya, tom, ada], set)).not.toContain('maya tom');
  });

  it('leave out people who introduced each other or are put away', () => {
    const guest = person('tom', ['waterskiing'], { introduced_by: 'maya' });
    expect(told([maya, guest])).toEqual([]);
    expect(told([maya, person('tom', ['waterskiing'], { archived: true })])).toEqual([]);
  });

  it('include two people met at one place on different evenings', () => {
    const places = new Map([
      ['spring', 'Pier 9'],
      ['autumn', 'pier 9'],
    ]);
    const at = (id: string, met_at: string) => person(id, [], { met_at, met_on: '2026-01-01' });
    const people = [at('a', 'spring'), at('b', 'spring'), at('c', 'autumn')];
    expect(told(people, { places })).toEqual(['a c', 'b c']);
    expect(introductions(people, around({ places }))[0]?.place).toBe('Pier 9');
  });

  it('include everybody who shares something with a stranger, and no pair twice', () => {
    const interests = fc.subarray(['sailing', 'bees', 'bread']);
    const people = fc
      .array(interests, { minLength: 2, maxLength: 8 })
      .map((all) => all.map((each, index) => person(`${index}`, each)));
    fc.assert(
      fc.property(people, (all) => {
        const pairs = introductions(all, around());
        const named = new Set(pairs.flatMap(({ one, other }) => [one.id, other.id]));
        for (const each of all) {
          const shares = all.some(
            (other) =>
              other !== each &&
              other.fields.interests.some((i) => each.fields.interests.includes(i)),
          );
          expect(named.has(each.id)).toBe(shares);
        }
        expect(new Set(pairs.map(({ id }) => id)).size).toBe(pairs.length);
      }),
    );
  });
});
