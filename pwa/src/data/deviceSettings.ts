import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Me } from '../records/api';
import { Connection } from './connection';
import type { Openings } from './database';

/** The signed-in user, as `GET /me` returns it. */
export type { Me } from '../records/api';

/** What a server says about itself: `GET /about`. */
export interface About {
  name: string;
  version: string;
  source?: string;
  contact?: string;
}

/** What this phone stores outside of any account. */
export interface DeviceSettings {
  /** The account whose database is in use; absent before the first sign-in and after signing out. */
  account: string;
  me: Me;
  /** The language chosen on this phone, until the server has been told. */
  language: string;
  /** A sign-in is under way, or was when the app was ended. */
  signing_in: boolean;
  /** The server has been asked once whether there is a session that this phone has forgotten. */
  asked: boolean;
  /** The account whose data is being wiped. */
  wiping: string;
  /** The user signed out offline: the session on the server still has to be ended. */
  signing_out: boolean;
  /** The owner had this phone wiped, and its holder has not been told yet. */
  wiped_for_owner: boolean;
  /** The browser's answer to the request to keep our storage. */
  persisted: boolean;
  /** What the server last said about itself. */
  about: About;
  /** Pictures and recordings are sent over Wi-Fi only. */
  wifi_only: boolean;
  /** Mornings whose prompt this phone has shown. */
  mornings: string[];
}

interface DeviceSchema extends DBSchema {
  facts: { key: string; value: unknown };
}

export const DEVICE = 'karmadex-device';

const openDevice = (openings: Openings): Promise<IDBPDatabase<DeviceSchema>> =>
  openDB<DeviceSchema>(DEVICE, 1, {
    upgrade: (database) => {
      database.createObjectStore('facts');
    },
    blocking(_now, _wanted, event) {
      (event.target as IDBDatabase).close();
      openings.closed?.();
    },
    terminated: () => openings.closed?.(),
  });

const connection = new Connection<DeviceSchema>(openDevice);

export const getDeviceSetting = <F extends keyof DeviceSettings>(
  name: F,
): Promise<DeviceSettings[F] | undefined> =>
  connection.run((database) => database.get('facts', name)) as Promise<
    DeviceSettings[F] | undefined
  >;

/** Sets settings, or with undefined deletes them, all in one transaction. */
export async function setDeviceSettings(
  facts: {
    [F in keyof DeviceSettings]?: DeviceSettings[F] | undefined;
  },
): Promise<void> {
  await connection.run(async (database) => {
    const transaction = database.transaction('facts', 'readwrite', { durability: 'strict' });
    for (const [name, value] of Object.entries(facts)) {
      void (value === undefined
        ? transaction.store.delete(name)
        : transaction.store.put(value, name));
    }
    await transaction.done;
  });
}

/** Changes a setting by its previous value, in one transaction, so that nothing comes in between. */
export async function change<F extends keyof DeviceSettings>(
  name: F,
  make: (before: DeviceSettings[F] | undefined) => DeviceSettings[F],
): Promise<void> {
  await connection.run(async (database) => {
    const transaction = database.transaction('facts', 'readwrite', { durability: 'strict' });
    const before = (await transaction.store.get(name)) as DeviceSettings[F] | undefined;
    void transaction.store.put(make(before), name);
    await transaction.done;
  });
}
