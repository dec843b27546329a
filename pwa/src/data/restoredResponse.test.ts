import { describe, expect, it } from 'vitest';
import { asZip } from '../features/exchange/exporting';
import { newId } from '../records/uuid';
import type { PulledRecord } from '../sync/protocol';
import { answered, first, pulled } from './responseRig';

describe('a restored server', () => {
  const other = (value: string, at: number) => ({
    field: 'body',
    value,
    at,
    device: newId(),
    change: newId(),
    rev: 6,
  });
  const note = (id: string, rev: number, body: string, more: Partial<PulledRecord> = {}) => ({
    kind: 'note',
    id,
    rev,
    fields: { body },
    deleted_at: null,
    ...more,
  });
  const reset = { reset: true, reset_reason: 'restored', restored_rev: 5 };

  it('gets another version of a text again, and that version does not replace the text', async () => {
    const { store, sync, take } = answered();
    const id = newId();
    const held = note(id, 9, 'to Lisbon', { edited: 300, conflicts: [other('to Porto', 200)] });
    await take(await sync.next(0), { records: [held], cursor: 'c9' });
    const old = note(id, 5, 'moving', { edited: 100 });
    await take(await sync.next(0), { ...reset, records: [old], cursor: 'd5' });
    expect((await store.get('note', id))?.fields.body).toBe('to Lisbon');
    const { changes } = await sync.next(10);
    expect(changes.map(({ set, edited, base }) => [set, edited, base])).toEqual([
      [{ body: 'to Lisbon' }, 300, undefined],
      [{ body: 'to Porto' }, 200, 0],
    ]);
    const both = note(id, 7, 'to Lisbon', { edited: 300, conflicts: [other('to Porto', 200)] });
    await take(await sync.next(10), {
      results: changes.map((change) => ({ id: change.id, status: 'applied' as const })),
      records: [both],
      cursor: 'd7',
    });
    expect((await sync.next(10)).changes).toEqual([]);
  });

  it('learns that somebody chose between its versions', async () => {
    const { sync, take } = answered();
    const id = newId();
    const chosen = note(id, 9, 'both', { edited: 300 });
    await take(await sync.next(0), { records: [chosen], cursor: 'c9' });
    const old = note(id, 5, 'to Lisbon', { edited: 200, conflicts: [other('to Porto', 100)] });
    await take(await sync.next(0), { ...reset, records: [old], cursor: 'd5' });
    expect((await sync.next(10)).changes).toMatchObject([
      { set: { body: 'both' }, edited: 300, base: 5 },
    ]);
  });

  it('is not assumed to have the revisions that it lost', async () => {
    const { store, sync, take } = answered();
    const id = newId();
    await take(await sync.next(0), { records: [note(id, 9, 'moving')], cursor: 'c9' });
    await store.write([{ kind: 'note', record: id, set: { body: 'to Lisbon' } }]);
    expect(first(await sync.next(10)).base).toBe(9);
    await take(await sync.next(0), { ...reset, records: [note(id, 5, 'moving')], cursor: 'd5' });
    expect(first(await sync.next(10)).base).toBe(5);
  });

  it('gets what an app of last year had pulled', async () => {
    const { sync, take } = answered();
    const [changed, unchanged, gone] = [newId(), newId(), newId()];
    await take(await sync.next(0), {
      records: [note(unchanged, 4, 'a'), note(gone, 8, 'b'), note(changed, 9, 'c, longer')],
      cursor: 'c9',
    });
    await take(await sync.next(0), {
      ...reset,
      records: [note(unchanged, 4, 'a'), note(changed, 5, 'c')],
      cursor: 'd5',
    });
    const { changes } = await sync.next(10);
    expect(changes).toMatchObject([
      { record: changed, set: { body: 'c, longer' }, base: 5 },
      { record: gone, set: { body: 'b' }, if_absent: true },
    ]);
  });
});

describe('a record that was forgotten for good', () => {
  const stone = (id: string, rev: number): PulledRecord => ({
    kind: 'person',
    id,
    rev,
    fields: { name: null, known_for: null, interests: [], emails: [], phones: [], links: [] },
    deleted_at: '1970-01-01T00:00:00.000Z',
    forgotten: true,
  });
  const everything = async ({ connection }: ReturnType<typeof answered>) =>
    JSON.stringify(
      await connection.run((database) =>
        Promise.all(
          (['records', 'outbox', 'meta', 'drafts'] as const).map((name) => database.getAll(name)),
        ),
      ),
    );

  it('leaves nothing on this phone: no waiting changes and no drafts', async () => {
    const own = answered();
    const maya = newId();
    await own.take(await own.sync.next(10), { records: [pulled(maya, 7, 'Zqx rows')] });
    await own.store.write([{ kind: 'person', record: maya, set: { role: 'Zqx' } }]);
    await own.store.saveDraft(`person/${maya}`, 'Zqx, half typed');
    await own.store.saveDraft('jot', 'somebody else');
    expect(await everything(own)).toContain('Zqx');
    await own.take(await own.sync.next(0), { records: [stone(maya, 9)], cursor: 'c9' });
    expect(await everything(own)).not.toContain('Zqx');
    expect(await own.store.draft('jot')).toBe('somebody else');
    expect(await own.store.counts()).toEqual({ waiting: 0, parked: 0 });
    expect(await own.store.all('person')).toEqual([]);
    expect(await own.store.trash()).toEqual([]);
    expect((await asZip(own.name, {})).count).toBe(0);
  });

  it('cannot be corrected when an edit of it arrives too late', async () => {
    const own = answered();
    const maya = newId();
    await own.take(await own.sync.next(10), { records: [pulled(maya, 7, 'rows')] });
    await own.store.write([{ kind: 'person', record: maya, set: { role: 'Zqx' } }]);
    const request = await own.sync.next(10);
    const errors = [{ field: 'record', detail: 'forgotten' }];
    await own.take(request, {
      results: [{ id: first(request).id, status: 'rejected', errors }],
      records: [stone(maya, 9)],
      cursor: 'c9',
    });
    expect(await own.store.counts()).toEqual({ waiting: 0, parked: 0 });
    expect(await everything(own)).not.toContain('Zqx');
  });

  it('is not sent again to a server that was restored from a backup', async () => {
    const own = answered();
    const maya = newId();
    await own.take(await own.sync.next(10), { records: [stone(maya, 9)], cursor: 'c9' });
    const reset = { reset: true, reset_reason: 'restored', restored_rev: 3 };
    await own.take(await own.sync.next(10), { ...reset, cursor: 'c3' });
    expect((await own.sync.next(10)).changes).toEqual([]);
  });
});
