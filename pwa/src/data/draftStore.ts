import type { Connection } from './connection';
import type { Schema } from './database';
import { transact } from './transact';
import { unsaved } from './unsaved';

/** The drafts in the account's database: text that is not saved yet, by key. */
export class DraftStore {
  readonly #connection: Connection<Schema>;

  constructor(connection: Connection<Schema>) {
    this.#connection = connection;
  }

  draft(key: string): Promise<string | undefined> {
    return this.#connection.run((database) => database.get('drafts', key));
  }

  drafts(prefix: string): Promise<[string, string][]> {
    const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    return this.#connection.run(async (database) => {
      const { store } = database.transaction('drafts');
      const [keys, texts] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
      return keys.map((key, index) => [key, texts[index] as string]);
    });
  }

  claimDrafts(
    keys: readonly string[],
    key: string,
    join: (texts: string[]) => string,
  ): Promise<string | undefined> {
    return this.#connection.run((database) =>
      transact(database, ['drafts'], async (transaction) => {
        const drafts = transaction.objectStore('drafts');
        const texts: string[] = [];
        for (const from of keys) {
          const text = await drafts.get(from);
          if (text === undefined) continue;
          texts.push(text);
          await drafts.delete(from);
        }
        if (!texts.length) return undefined;
        const text = join(texts);
        await drafts.put(text, key);
        return text;
      }),
    );
  }

  takeDraft(key: string): Promise<string | undefined> {
    return this.#connection.run((database) =>
      transact(database, ['drafts'], async (transaction) => {
        const drafts = transaction.objectStore('drafts');
        const text = await drafts.get(key);
        await drafts.delete(key);
        return text;
      }),
    );
  }

  async saveDraft(key: string, text: string): Promise<void> {
    const kept = unsaved(key);
    await this.#connection.run((database) =>
      transact(
        database,
        ['drafts'],
        async (transaction) => {
          const drafts = transaction.objectStore('drafts');
          await (text ? drafts.put(text, key) : drafts.delete(key));
        },
        'relaxed',
      ),
    );
    kept();
  }
}
