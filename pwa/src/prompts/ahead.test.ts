import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  DEFAULTS,
  type Draft,
  type FollowupFields,
  type NoteFields,
  type PersonFields,
  type Row,
} from '../records/kinds';
import { daysAfter } from '../records/nextMorning';
import { type Acquaintance, ahead, stopped } from './ahead';
import { nextBirthday } from './birthday';

const MAYA = '0b8f7e4e-6a5f-4b3e-9d2a-1c2d3e4f5a6b';
const TODAY = '2026-11-24';
const bare = { rev: 1, deleted_at: null, conflicts: [], pending: false };

const person = (set: Partial<PersonFields>): Row<'person'> => ({
  kind: 'person',
  id: MAYA,
  fields: { ...DEFAULTS.person, ...set } as PersonFields,
  ...bare,
});
const followup = (id: string, set: Partial<FollowupFields>): Row<'followup'> => ({
  kind: 'followup',
  id,
  fields: {
    person_id: MAYA,
    due_on: TODAY,
    reason: 'keep_in_touch',
    promise: null,
    status: 'open',
    closed_at: null,
    ...set,
  },
  ...bare,
});
const note = (captured_at: string, event_id: string | null): Row<'note'> => ({
  kind: 'note',
  id: captured_at,
  fields: { captured_at, event_id, person_ids: [MAYA] } as NoteFields,
  ...bare,
});
const of = (
  set: Partial<PersonFields>,
  followups: Row<'followup'>[] = [],
  notes: Row<'note'>[] = [],
): Acquaintance => ({ person: person(set), followups, notes });

/** Returns somebody's follow-ups after these drafts. */
function applied(known: Acquaintance, drafts: Draft<'followup'>[]): Acquaintance {
  const rows = new Map(known.followups.map((row) => [row.id, row]));
  for (const { record, set, delete: gone } of drafts) {
    const before = rows.get(record) ?? followup(record, {});
    if (gone) rows.delete(record);
    else rows.set(record, { ...before, fields: { ...before.fields, ...set } });
  }
  return { ...known, followups: [...rows.values()] };
}

describe('keep in touch', () => {
  it('makes no follow-up for people without a chosen interval', () => {
    expect(ahead(of({ met_on: '2026-01-01' }), TODAY)).toEqual([]);
  });

  it('makes one follow-up, due one interval after the meeting', () => {
    const known = of({ met_on: '2026-11-23', keep_in_touch_days: 91 });
    const [made, ...more] = ahead(known, TODAY);
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      if_absent: true,
      set: { person_id: MAYA, due_on: '2027-02-22', reason: 'keep_in_touch' },
    });
    expect(ahead(known, '2026-12-01')[0]?.record).toBe(made?.record);
    expect(ahead(applied(known, [made as Draft<'followup'>]), TODAY)).toEqual([]);
  });

  it('makes a follow-up for tomorrow if the interval is long over', () => {
    const [made] = ahead(of({ met_on: '2020-01-01', keep_in_touch_days: 30 }), TODAY);
    expect(made?.set?.due_on).toBe('2026-11-25');
  });

  it.each([
    [
      'saying hi',
      [
        followup('hi', {
          status: 'done',
          closed_at: '2026-11-20T08:00:00Z',
          reason: 'next_morning',
        }),
      ],
      [],
    ],
    [
      'letting it go',
      [followup('no', { status: 'let_go', closed_at: '2026-11-20T08:00:00Z' })],
      [],
    ],
    ['meeting again', [], [note('2026-11-20T20:00:00Z', 'mixer')]],
  ])('restarts after %s', (_, answered, notes) => {
    const open = followup('open', { due_on: '2027-01-01' });
    const known = of({ met_on: '2026-10-02', keep_in_touch_days: 91 }, [...answered, open], notes);
    expect(ahead(known, TODAY)).toEqual([
      { kind: 'followup', record: 'open', set: { due_on: '2027-02-19' } },
    ]);
  });

  it('does not restart after a note without an event', () => {
    const open = followup('open', { due_on: '2027-01-01' });
    const known = of(
      { met_on: '2026-10-02', keep_in_touch_days: 91 },
      [open],
      [note('2026-11-20T20:00:00Z', null)],
    );
    expect(ahead(known, TODAY)).toEqual([]);
  });

  it.each([TODAY, '2026-11-25', '2026-10-01'])(
    'leaves a follow-up due on %s alone while nothing happens',
    (due_on) => {
      const known = of({ met_on: '2026-01-01', keep_in_touch_days: 30 }, [
        followup('open', { due_on }),
      ]);
      expect(ahead(known, TODAY)).toEqual([]);
    },
  );

  it('applies a shorter interval at once', () => {
    const open = followup('open', { due_on: '2027-11-01' });
    const known = of({ met_on: '2026-11-01', keep_in_touch_days: 30 }, [open]);
    expect(ahead(known, TODAY)).toEqual([
      { kind: 'followup', record: 'open', set: { due_on: '2026-12-01' } },
    ]);
  });

  it.each([{ keep_in_touch_days: null }, { keep_in_touch_days: 30, archived: true }])(
    'with %j makes no follow-up, and leaves others alone',
    (set) => {
      expect(ahead(of(set, [followup('open', {})]), TODAY)).toEqual([]);
    },
  );

  it('deletes its own follow-up when it is turned off', () => {
    const done = followup('done', { status: 'done' });
    const promise = followup('promise', { reason: 'promise' });
    expect(stopped([followup('open', {}), promise, done])).toEqual([
      { kind: 'followup', record: 'open', delete: true },
    ]);
  });

  it('keeps only the earlier follow-up after an undone answer', () => {
    const waits = followup('waits', { due_on: TODAY });
    const next = followup('next', { due_on: '2026-12-24' });
    const known = of({ met_on: '2026-10-01', keep_in_touch_days: 30 }, [next, waits]);
    expect(ahead(known, TODAY)).toEqual([{ kind: 'followup', record: 'next', delete: true }]);
  });

  test('with any records has one open follow-up, and running again changes nothing', () => {
    const day = fc.integer({ min: -400, max: 400 }).map((days) => daysAfter(TODAY, days));
    const past = fc.integer({ min: -400, max: 0 }).map((days) => daysAfter(TODAY, days));
    const any = fc.record({
      days: fc.integer({ min: 1, max: 400 }),
      met_on: fc.option(past),
      rows: fc.array(
        fc.record({
          due_on: day,
          status: fc.constantFrom('open' as const, 'done' as const, 'let_go' as const),
          closed: past,
          reason: fc.constantFrom('keep_in_touch' as const, 'next_morning' as const),
        }),
        { maxLength: 6 },
      ),
    });
    fc.assert(
      fc.property(any, ({ days, met_on, rows }) => {
        const known = of(
          { keep_in_touch_days: days, met_on },
          rows.map(({ closed, ...set }, index) =>
            followup(`${index}`, {
              ...set,
              closed_at: set.status === 'open' ? null : `${closed}T10:00:00Z`,
            }),
          ),
        );
        const then = applied(known, ahead(known, TODAY));
        const open = then.followups.filter(
          ({ fields }) => fields.reason === 'keep_in_touch' && fields.status === 'open',
        );
        expect(open.length).toBe(1);
        expect(ahead(then, TODAY)).toEqual([]);
      }),
    );
  });
});

describe('birthdays', () => {
  it.each([
    ['--12-02', TODAY, '2026-12-02'],
    ['1984-11-24', TODAY, TODAY],
    ['1984-11-23', TODAY, '2027-11-23'],
    ['--02-29', '2027-01-10', '2027-02-28'],
    ['--02-29', '2028-01-10', '2028-02-29'],
    ['--02-29', '2027-03-01', '2028-02-29'],
    ['--13-01', TODAY, null],
    ['soon', TODAY, null],
  ])('on %s, seen on %s, come next on %s', (birthday, today, next) => {
    expect(nextBirthday(birthday, today)).toBe(next);
  });

  it('that are near make one follow-up, with the same id on every device', () => {
    const known = of({ birthday: '--12-02' });
    const [made] = ahead(known, TODAY);
    expect(made).toMatchObject({
      if_absent: true,
      set: { due_on: '2026-12-02', reason: 'birthday' },
    });
    expect(ahead(of({ birthday: '1990-12-02' }), '2026-11-30')[0]?.record).toBe(made?.record);
    const answered = followup(made?.record as string, { reason: 'birthday', status: 'done' });
    expect(ahead({ ...known, followups: [answered] }, TODAY)).toEqual([]);
  });

  it('that are far away, or of archived people, make none', () => {
    expect(ahead(of({ birthday: '--07-08' }), TODAY)).toEqual([]);
    expect(ahead(of({ birthday: '--12-02', archived: true }), TODAY)).toEqual([]);
  });

  it('move their follow-up when they are corrected', () => {
    const [made] = ahead(of({ birthday: '--12-02' }), TODAY) as [Draft<'followup'>];
    const known = applied(of({ birthday: '--12-12' }), [made]);
    expect(
      ahead(known, TODAY).map(({ record, delete: gone, set }) => [
        record === made.record,
        gone,
        set?.due_on,
      ]),
    ).toEqual([
      [true, true, undefined],
      [false, undefined, '2026-12-12'],
    ]);
  });
});
