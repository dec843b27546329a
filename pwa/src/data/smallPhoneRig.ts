import { unwrap } from 'idb';
import { vi } from 'vitest';
import { openCurrent } from './open';

interface RawStore {
  name: string;
  records: { values(): Iterable<{ value: ArrayBuffer }> };
  storeRecord(record: { value: ArrayBuffer }, ...more: unknown[]): unknown;
}

/**
 * Until the mocks are restored, each database has room for so many bytes of pictures and recordings. A
 * request for which there is none fails, and takes its transaction along: as on iPhones and in Firefox.
 */
export async function smallPhone(room: number): Promise<void> {
  const { connection } = await openCurrent();
  const store = await connection.run(async (database) =>
    unwrap(database.transaction('bytes').objectStore('bytes')),
  );
  const raw = Object.getPrototypeOf(
    (store as unknown as { _rawObjectStore: RawStore })._rawObjectStore,
  ) as RawStore;
  const { storeRecord } = raw;
  vi.spyOn(raw, 'storeRecord').mockImplementation(function (this: RawStore, record, ...more) {
    if (this.name === 'bytes') {
      let held = record.value.byteLength;
      for (const { value } of this.records.values()) held += value.byteLength;
      if (held > room) throw new DOMException('no room', 'QuotaExceededError');
    }
    return storeRecord.call(this, record, ...more);
  });
}
