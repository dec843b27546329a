import type { Connection } from '../../data/connection';
import type { Schema } from '../../data/database';
import { reference } from '../../data/rows';
import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';

const NAMED = reference('note', 'person_ids', '');

/**
 * The notes that name two people or more. Most name one: of these their ids are read alone, which takes a
 * slow phone a tenth of the time.
 */
export async function notesOfSeveral(
  store: Store,
  connection: Pick<Connection<Schema>, 'run'>,
): Promise<readonly Row<'note'>[]> {
  const range = IDBKeyRange.bound(NAMED, `${NAMED}\uffff`);
  // Each stands in the index once for everybody it names.
  const ids = await connection.run((database) =>
    database.getAllKeysFromIndex('records', 'refs', range),
  );
  const once = new Set<string>();
  const several = new Set<string>();
  for (const id of ids) (once.has(id) ? several : once).add(id);
  // Where many do, to ask for each would take longer than to read all.
  if (several.size * 10 > once.size) return store.all('note');
  const notes = await Promise.all([...several].map((id) => store.get('note', id)));
  return notes.flatMap((note) => (note && note.deleted_at === null ? note : []));
}
