import { describe, expect, test } from 'vitest';
import type { FollowupFields, NoteFields, PersonFields, Row } from '../../records/kinds';
import { DEFAULTS } from '../../records/kinds';
import { arrange, byEvening, type Known } from './arrange';

const row = { rev: 1, deleted_at: null, conflicts: [], pending: false };

function person(id: string, fields: Partial<PersonFields> = {}): Row<'person'> {
  return {
    ...row,
    kind: 'person',
    id,
    fields: { ...(DEFAULTS.person as PersonFields), name: id, ...fields },
  };
}

function followup(
  person_id: string,
  due_on: string,
  fields: Partial<FollowupFields> = {},
): Row<'followup'> {
  return {
    ...row,
    kind: 'followup',
    id: `${person_id}-${due_on}`,
    fields: {
      person_id,
      due_on,
      reason: 'next_morning',
      promise: null,
      status: 'open',
      closed_at: null,
      ...fields,
    },
  };
}

function note(person_ids: string[], captured_at: string, event_id: string | null): Row<'note'> {
  const fields: NoteFields = {
    body: captured_at,
    person_ids,
    event_id,
    captured_at,
    captured_timezone: 'Europe/Berlin',
  };
  return { ...row, kind: 'note', id: captured_at, fields };
}

function event(id: string): Row<'event'> {
  return {
    ...row,
    kind: 'event',
    id,
    fields: {
      name: id,
      place: null,
      starts_at: '2026-11-23T18:00:00Z',
      ends_at: null,
      timezone: 'Europe/Berlin',
      description: null,
    },
  };
}

function knowing(people: Row<'person'>[], notes: Row<'note'>[] = []): Known {
  return {
    person: (id) => people.find((one) => one.id === id),
    event: (id) => (['mixer', 'panel'].includes(id) ? event(id) : undefined),
    notesOf: (id) => notes.filter((one) => one.fields.person_ids.includes(id)),
  };
}

const names = (cards: { followup: Row<'followup'> }[]) =>
  cards.map((card) => card.followup.fields.person_id);

const TODAY = '2026-11-24';

describe('follow-ups', () => {
  test('are in the order of meeting, whoever the people are and however many notes they have', () => {
    const known = knowing(
      [
        person('Zoe', { organisation: 'Big Bank', role: 'CEO' }),
        person('Ada'),
        person('Tom', { met_on: '2026-11-22' }),
        person('Nobody-knows'),
      ],
      [
        note(['Zoe'], '2026-11-23T20:00:00Z', 'mixer'),
        note(['Zoe'], '2026-11-23T20:10:00Z', 'mixer'),
        note(['Ada'], '2026-11-23T19:00:00Z', 'mixer'),
      ],
    );
    const due = ['Nobody-knows', 'Zoe', 'Ada', 'Tom'].map((id) => followup(id, TODAY));
    expect(names(arrange(due, known, TODAY, null).due)).toEqual([
      'Tom',
      'Ada',
      'Zoe',
      'Nobody-knows',
    ]);
  });

  test('of later days are only listed as coming up, by day', () => {
    const known = knowing([person('Ada'), person('Tom'), person('Zoe')]);
    const arranged = arrange(
      [followup('Ada', '2026-12-24'), followup('Zoe', TODAY), followup('Tom', '2026-11-25')],
      known,
      TODAY,
      null,
    );
    expect(names(arranged.due)).toEqual(['Zoe']);
    expect(names(arranged.comingUp)).toEqual(['Tom', 'Ada']);
  });

  test('that were answered, or are about archived or deleted people, are left out', () => {
    const known = knowing([
      person('Ada', { archived: true }),
      { ...person('Tom'), deleted_at: '2026-11-23T00:00:00Z' },
      person('Zoe'),
    ]);
    const arranged = arrange(
      [followup('Ada', TODAY), followup('Tom', TODAY), followup('Zoe', TODAY, { status: 'done' })],
      known,
      TODAY,
      null,
    );
    expect(arranged).toEqual({ morning: [], due: [], comingUp: [] });
  });

  test('about somebody whose record has not arrived are included', () => {
    expect(names(arrange([followup('Ada', TODAY)], knowing([]), TODAY, null).due)).toEqual(['Ada']);
  });

  test('of the tapped morning come first', () => {
    const known = knowing([person('Ada'), person('Tom'), person('Zoe')]);
    const all = [
      followup('Ada', '2026-11-25'),
      followup('Tom', TODAY),
      followup('Zoe', '2026-11-26'),
    ];
    const arranged = arrange(all, known, '2026-11-25', TODAY);
    expect(names(arranged.morning)).toEqual(['Tom']);
    expect(names(arranged.due)).toEqual(['Ada']);
    expect(names(arranged.comingUp)).toEqual(['Zoe']);
  });
});

describe('the evening of a follow-up', () => {
  const seenTwice = knowing(
    [person('Ada')],
    [
      note(['Ada'], '2026-11-10T19:00:00Z', 'panel'),
      note(['Ada'], '2026-11-23T19:00:00Z', 'mixer'),
      note(['Ada'], '2026-11-23T19:30:00Z', 'mixer'),
      note(['Ada'], '2026-11-23T21:00:00Z', null),
    ],
  );

  test('is the event of its note, with what was jotted down there', () => {
    const [card] = arrange([followup('Ada', TODAY)], seenTwice, TODAY, null).due;
    expect(card?.event?.id).toBe('mixer');
    expect(card?.notes.map(({ id }) => id)).toEqual([
      '2026-11-23T19:00:00Z',
      '2026-11-23T19:30:00Z',
    ]);
  });

  test('stays the earlier evening while its follow-up waits', () => {
    const [card] = arrange([followup('Ada', '2026-11-11')], seenTwice, TODAY, null).due;
    expect(card?.event?.id).toBe('panel');
  });

  test('is the day before for a note at 1 a.m.', () => {
    const known = knowing([person('Ada')], [note(['Ada'], '2026-11-24T00:00:00Z', 'mixer')]);
    const [card] = arrange([followup('Ada', TODAY)], known, TODAY, null).due;
    expect(card?.event?.id).toBe('mixer');
  });

  test('is where they met if there is no note', () => {
    const known = knowing([person('Ada', { met_at: 'panel' })]);
    const [card] = arrange([followup('Ada', TODAY)], known, TODAY, null).due;
    expect(card?.event?.id).toBe('panel');
    expect(card?.met).toBe('2026-11-23');
  });

  test('is unknown if there is neither', () => {
    const [card] = arrange([followup('Ada', TODAY)], knowing([person('Ada')]), TODAY, null).due;
    expect(card).toMatchObject({ event: undefined, met: null, notes: [] });
  });
});

describe('evenings', () => {
  const known = knowing(
    [person('maya'), person('tom'), person('ada'), person('ida')],
    [
      note(['maya'], '2026-11-20T19:00:00Z', 'panel'),
      note(['tom'], '2026-11-23T19:00:00Z', 'mixer'),
      note(['ada'], '2026-11-23T20:00:00Z', 'mixer'),
    ],
  );
  const evenings = (followups: Row<'followup'>[]) =>
    byEvening(arrange(followups, known, TODAY, null).due).map(({ event, isOther, cards }) => [
      isOther ? 'others' : event?.id,
      ...names(cards),
    ]);

  test('are listed newest first, each in the order of meeting', () => {
    expect(
      evenings([
        followup('maya', '2026-11-21'),
        followup('ada', '2026-11-24'),
        followup('tom', '2026-11-24'),
      ]),
    ).toEqual([
      ['mixer', 'tom', 'ada'],
      ['panel', 'maya'],
    ]);
  });

  test('do not delay birthdays and promises that are due today', () => {
    expect(
      evenings([
        followup('maya', '2026-11-21'),
        followup('ida', '2026-11-24', { reason: 'birthday' }),
      ]),
    ).toEqual([
      ['others', 'ida'],
      ['panel', 'maya'],
    ]);
  });
});
