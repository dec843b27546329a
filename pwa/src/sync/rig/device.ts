import { phone } from '../../data/rig';
import type { Store } from '../../data/store';
import { syncStore } from '../../data/syncStore';
import { newId } from '../../records/uuid';
import { Engine, type Forget, type Outcome, type ToBeWiped, type Transport } from '../engine';

/** A phone with the real store and engine, whose clock and restarts the test controls. */
export class Device {
  readonly name = `device-${newId()}`;
  readonly clock: { now: number };
  #phone: ReturnType<typeof phone>;
  #engine: Engine;
  readonly #transport: Transport;
  readonly #forget: Forget;

  constructor(
    account: string,
    transport: Transport,
    now: number,
    forget: Forget = async () => ({ kind: 'offline' }),
  ) {
    this.#transport = transport;
    this.#forget = forget;
    this.clock = { now };
    this.#phone = phone(account, this.name, this.clock);
    this.#engine = this.#start();
  }

  get store(): Store {
    return this.#phone.store;
  }

  sync(): Promise<Outcome | ToBeWiped> {
    return this.#engine.sync();
  }

  /** Restarts the app: only the database is left. */
  async restart(): Promise<void> {
    this.#phone.announcer.close();
    await this.#phone.connection.close();
    this.#phone = phone(this.store.account, this.name, this.clock);
    this.#engine = this.#start();
  }

  async close(): Promise<void> {
    this.#phone.announcer.close();
    await this.#phone.connection.end();
  }

  /** Returns everything on the phone as text, in the order of the ids. */
  async held(): Promise<string> {
    const rows = await this.#phone.connection.run((database) => database.getAll('records'));
    return JSON.stringify(
      rows.map(({ kind, id, rev, fields, deleted_at, conflicts }) => [
        kind,
        id,
        rev,
        Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)),
        deleted_at,
        conflicts,
      ]),
    );
  }

  #start(): Engine {
    const { store, connection, announcer } = this.#phone;
    const ours = syncStore({
      account: store.account ?? '',
      connection,
      announce: (kinds) => announcer.announce(kinds),
      now: () => this.clock.now,
      timezone: () => 'America/New_York',
    });
    return new Engine(ours, this.#transport, this.#forget);
  }
}
