/**
 * Finds people who only came in from a file or an address book, and were not met yet. The server has the same
 * rule.
 */
import type { Row } from '../records/kinds';
import type { Connection } from './connection';
import type { Database, Schema } from './database';

/** Returns the ids that a field refers to, each once. Reads only the index, not the records. */
async function referredBy(database: Database, field: string): Promise<Set<string>> {
  const begin = `${field}:`;
  const found = new Set<string>();
  const index = database.transaction('records').store.index('refs');
  const range = IDBKeyRange.bound(begin, `${field};`);
  let cursor = await index.openKeyCursor(range, 'nextunique');
  while (cursor) {
    found.add((cursor.key as string).slice(begin.length));
    cursor = await cursor.continue();
  }
  return found;
}

/** Returns a function that tells whether a person has only come in. */
export async function cameIn(
  connection: Connection<Schema>,
): Promise<(person: Row<'person'>) => boolean> {
  const came = await connection.run((database) => referredBy(database, 'original.person_id'));
  if (!came.size) return () => false;
  const met = await connection.run(async (database) => {
    const [noted, kind, followups] = await Promise.all([
      referredBy(database, 'note.person_ids'),
      referredBy(database, 'kindness.person_id'),
      database.getAllFromIndex('records', 'live', 'followup'),
    ]);
    const promised = followups.filter(({ fields }) => fields.reason === 'promise');
    return new Set([
      ...noted,
      ...kind,
      ...promised.map(({ fields }) => fields.person_id as string),
    ]);
  });
  return ({ id, fields, also = [] }) => {
    const cards = [id, ...also.map((card) => card.id)];
    return (
      fields.met_at === null &&
      cards.some((each) => came.has(each)) &&
      !cards.some((each) => met.has(each))
    );
  };
}
