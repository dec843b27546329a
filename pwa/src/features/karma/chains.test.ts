import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, type KindnessFields, type PersonFields, type Row } from '../../records/kinds';
import { line, type Step, type Story, stories } from './chains';

const bare = { rev: 1, deleted_at: null, conflicts: [], pending: false };

function person(id: string, set: Partial<PersonFields> = {}): Row<'person'> {
  const fields = { ...DEFAULTS.person, name: id, ...set } as PersonFields;
  return { kind: 'person', id, fields, ...bare };
}

function turn(
  id: string,
  person_id: string,
  happened_on: string,
  set: Partial<KindnessFields> = {},
): Row<'kindness'> {
  const fields: KindnessFields = {
    person_id,
    direction: 'received',
    what: id,
    happened_on,
    thanks_to: null,
    introduced_to: null,
    ...set,
  };
  return { kind: 'kindness', id, fields, ...bare };
}

const told = (all: Story[]) => all.map((story) => story.map(({ record }) => record.id).join(' → '));

describe('a chain of the karma ledger', () => {
  const maya = person('maya', { met_on: '2024-03-01' });
  const tom = person('tom', { met_on: '2024-11-05', introduced_by: 'maya' });

  it('leads from meeting Maya in 2024 and her introducing Tom to his request to speak in 2026', () => {
    const all = stories([tom, maya], [turn('speak', 'tom', '2026-02-01')]);
    expect(told(all)).toEqual(['maya → tom → speak']);
    expect(all[0]?.map((step) => step.kind === 'met' && step.through)).toEqual([
      null,
      'maya',
      false,
    ]);
  });

  it('includes kindnesses given', () => {
    const all = stories(
      [maya, tom],
      [
        turn('boat', 'maya', '2024-05-01', { direction: 'given' }),
        turn('speak', 'tom', '2026-02-01'),
      ],
    );
    expect(told(all)).toEqual(['maya → boat → tom → speak']);
  });

  it('starts with the person thanks to whom a kindness was received', () => {
    const ada = person('ada', { met_on: '2025-01-01' });
    const all = stories([maya, ada], [turn('flat', 'ada', '2026-01-01', { thanks_to: 'maya' })]);
    expect(told(all)).toEqual(['maya → flat']);
  });

  it('is not changed by thanks to somebody who made the introduction', () => {
    const all = stories([maya, tom], [turn('speak', 'tom', '2026-02-01', { thanks_to: 'maya' })]);
    expect(told(all)).toEqual(['maya → tom → speak']);
  });

  it('has an introduction once if it was noted as a kindness, too', () => {
    const noted = turn('introduced us', 'maya', '2024-11-05', { introduced_to: 'tom' });
    const all = stories([maya, tom], [noted, turn('speak', 'tom', '2026-02-01')]);
    expect(told(all)).toEqual(['maya → introduced us → tom → speak']);
    expect(all[0]?.[2]).toMatchObject({ kind: 'met', through: null });
  });

  it('leads back from either of two people whom the user introduced', () => {
    const ada = person('ada', { met_on: '2025-01-01' });
    const all = stories(
      [maya, ada],
      [
        turn('intro', 'maya', '2025-02-01', { direction: 'given', introduced_to: 'ada' }),
        turn('job', 'ada', '2026-01-01'),
      ],
    );
    expect(told(all)).toEqual(['maya → intro → job']);
  });

  it('of one evening is in the order of cause', () => {
    const day = '2026-11-24';
    const all = stories(
      [person('b', { met_on: day }), person('a', { met_on: day, introduced_by: 'b' })],
      [turn('0', 'a', day)],
    );
    expect(told(all)).toEqual(['b → a → 0']);
  });

  it('takes a missing date from the event, and without an event places the step before its result', () => {
    const there = person('maya', { met_at: 'mixer' });
    const all = stories(
      [there, person('tom', { introduced_by: 'maya' })],
      [turn('speak', 'tom', '2026-02-01')],
      new Map([['mixer', '2024-03-01']]),
    );
    expect(told(all)).toEqual(['maya → tom → speak']);
    expect(all[0]?.map(({ on }) => on)).toEqual(['2024-03-01', null, '2026-02-01']);
  });

  it('has no link between impossible dates', () => {
    const early = person('tom', { met_on: '2020-01-01', introduced_by: 'maya' });
    expect(told(stories([maya, early], [turn('speak', 'tom', '2026-02-01')]))).toEqual([
      'tom → speak',
    ]);
  });

  it('that ended last comes first', () => {
    const ada = person('ada', { met_on: '2019-01-01' });
    const all = stories(
      [maya, ada],
      [turn('old', 'maya', '2024-06-01'), turn('new', 'ada', '2026-01-01')],
    );
    expect(told(all)).toEqual(['ada → new', 'maya → old']);
  });

  it('does not exist if kindnesses were only given', () => {
    expect(stories([maya], [turn('boat', 'maya', '2024-05-01', { direction: 'given' })])).toEqual(
      [],
    );
  });
});

describe('with any records', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const anybody = fc.constantFrom<string | null>(null, ...ids, 'unknown');
  const someday = fc.constantFrom('2024-01-01', '2024-06-01', '2025-01-01', '2026-01-01');
  const records = fc.record({
    people: fc.tuple(
      ...ids.map((id) =>
        fc
          .record({ met_on: fc.option(someday), introduced_by: anybody })
          .map((set) => person(id, set)),
      ),
    ),
    turns: fc
      .array(
        fc.record({
          person_id: fc.constantFrom(...ids, 'unknown'),
          happened_on: someday,
          direction: fc.constantFrom('given' as const, 'received' as const),
          thanks_to: anybody,
          introduced_to: anybody,
        }),
        { maxLength: 12 },
      )
      .map((all) =>
        all.map(({ person_id, happened_on, ...set }, index) =>
          turn(`turn ${index}`, person_id, happened_on, set),
        ),
      ),
  });
  const holds = (check: (all: Story[], given: { people: Row[]; turns: Row[] }) => void) =>
    fc.assert(
      fc.property(records, ({ people, turns }) => check(stories(people, turns), { people, turns })),
      { numRuns: 500 },
    );

  it('each step is a record, and each record appears once', () => {
    holds((all, { people, turns }) => {
      const steps = all.flat().map(({ record }) => record as Row);
      expect(new Set(steps).size).toBe(steps.length);
      for (const record of steps) expect([...people, ...turns]).toContain(record);
    });
  });

  it('each step but the first follows from an earlier one, without cycles', () => {
    holds((all) => {
      for (const story of all) {
        const [first, ...rest] = story;
        expect(first?.from).toBeNull();
        for (const step of rest) {
          expect(story.indexOf(step.from as Step)).toBeGreaterThanOrEqual(0);
          expect(story.indexOf(step.from as Step)).toBeLessThan(story.indexOf(step));
        }
      }
    });
  });

  it('dates never decrease', () => {
    holds((all) => {
      for (const story of all) {
        const known = story.map(({ on }) => on).filter((on) => on !== null);
        expect(known).toEqual([...known].sort());
      }
    });
  });

  it('each kindness received appears, together with whoever made it possible', () => {
    holds((all, { turns }) => {
      const received = turns.filter(
        ({ fields }) => (fields as KindnessFields).direction === 'received',
      );
      const steps = all.flat();
      for (const record of received) {
        const step = steps.find((each) => each.record === record);
        expect(step).toBeDefined();
        for (const before of line(step as Step)) expect(steps).toContain(before);
      }
      // A story ends with a good turn, on each of its threads.
      for (const step of steps) {
        const leads = steps.some(({ from }) => from === step);
        const came = step.kind === 'turn' && step.record.fields.direction === 'received';
        expect(leads || came).toBe(true);
      }
    });
  });

  it('the same records give the same chains in any order', () => {
    fc.assert(
      fc.property(
        records.chain(({ people, turns }) =>
          fc.record({
            people: fc.constant(people),
            turns: fc.constant(turns),
            mixed: fc.shuffledSubarray([...people], { minLength: people.length }),
            stirred: fc.shuffledSubarray(turns, { minLength: turns.length }),
          }),
        ),
        ({ people, turns, mixed, stirred }) => {
          expect(told(stories(mixed, stirred)).sort()).toEqual(told(stories(people, turns)).sort());
        },
      ),
    );
  });
});
