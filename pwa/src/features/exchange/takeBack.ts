/** Undoes an import. */
import { addRecords } from '../../data/addRecords';
import { cameIn } from '../../data/cameIn';
import { type Opened, openCurrent } from '../../data/open';
import type { Draft, Kind } from '../../records/kinds';
import { announcer, finish, type Import, stage } from './importState';

/** How many records are deleted in one transaction. */
const AT_ONCE = 400;

/** Deletes everybody whom an import created, except people met since. */
export async function takeBack(one: Import): Promise<void> {
  const opened = await openCurrent();
  const { connection, store } = opened;
  stage.value = { at: 'takingBack', done: 0, total: one.ids.length };
  const [only, people, originals] = await Promise.all([
    cameIn(connection),
    store.all('person'),
    store.all('original'),
  ]);
  const ids = new Set([...one.ids, ...one.back]);
  const stays = new Set(
    people
      .filter((person) => one.what === 'people' && !only(person))
      .flatMap(({ id, also = [] }) => [id, ...also.map((card) => card.id)]),
  );
  const stayed = people.filter(({ id }) => ids.has(id) && stays.has(id)).length;
  for (const { id, fields } of originals) if (stays.has(fields.person_id)) stays.add(id);
  const told = announcer(opened);
  const all = [...ids].filter((id) => !stays.has(id));
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE);
    const kinds = await kindsOf(connection, some);
    const drafts = some.flatMap((record): Draft[] => {
      const kind = kinds.get(record);
      return kind ? [{ kind, record, delete: true }] : [];
    });
    // If power is lost, some may stay. The import says so until the strict transaction after these.
    await addRecords(connection, drafts, 'relaxed');
    told.changed(kinds.values());
    stage.value = { at: 'takingBack', done: at + some.length, total: all.length };
  }
  told.end();
  await finish({ ...one, state: 'taken_back' }, stayed);
}

/** Returns the kinds of those records that exist and are not deleted. */
async function kindsOf(
  connection: Opened['connection'],
  ids: readonly string[],
): Promise<Map<string, Kind>> {
  const rows = await connection.run((database) => {
    const records = database.transaction('records').objectStore('records');
    return Promise.all(ids.map((id) => records.get(id)));
  });
  return new Map(
    rows.flatMap((row) => (row && row.deleted_at === null ? [[row.id, row.kind as Kind]] : [])),
  );
}
