import type { Connection } from '../../data/connection';
import type { Schema } from '../../data/database';
import { reference } from '../../data/rows';
import type { Store } from '../../data/store';
import type { Row } from '../../records/kinds';

const NAMED = reference('note', 'person_ids', '');

/**
 * Returns the notes that name at least two people. Most notes name one. Of those only the ids are read from
 * the index, which takes a slow phone a tenth of the time.
 */
export async function notesOfSeveral(
  store: Store,
  connection: Pick<Connection<Schema>, 'run'>,
): Promise<readonly Row<'note'>[]> {
  const range = IDBKeyRange.bound(NAMED, `${NAMED}\uffff`);
  // Each note is in the index once for every person it names.
  const ids = await connection.run((database) =>
    database.getAllKeysFromIndex('records', 'refs', range),
  );
  const once = new Set<string>();
  const several = new Set<string>();
  for (const id of ids) (once.has(id) ? several : once).add(id);
  // With many such notes, reading each takes longer than reading all notes.
  if (several.size * 10 > once.size) return store.all('note');
  const notes = await Promise.all([...several].map((id) => store.get('note', id)));
  return notes.flatMap((note) => (note && note.deleted_at === null ? note : []));
}
