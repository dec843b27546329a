import type { IDBPDatabase } from 'idb';
import type { Openings } from './database';

/** Opening the database failed twice: the page has to be reloaded. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost';
}

/**
 * Whether an error means that the connection was lost, not that the work was wrong. iOS closes connections in
 * the background ("Connection to Indexed Database server lost", https://webkit.org/b/197050), and a closed
 * connection refuses transactions.
 */
export function isLost(error: unknown): boolean {
  const { name, message } = error as { name?: string; message?: string };
  return (
    name === 'InvalidStateError' ||
    // Another tab has upgraded the database: this page is of an older version.
    name === 'VersionError' ||
    (name === 'UnknownError' && /connection|server lost|closing/i.test(message ?? '')) ||
    (name === 'AbortError' && /connection|clos/i.test(message ?? ''))
  );
}

/** A connection that is opened when first needed, and opened again when it was lost. */
export class Connection<S> {
  #database: Promise<IDBPDatabase<S>> | undefined;
  #ended = false;
  /** Whether it was open before. If the database then has to be created again, its storage was cleared. */
  #wasOpen = false;
  readonly #opener: (openings: Openings) => Promise<IDBPDatabase<S>>;
  readonly #openings: Openings;

  constructor(opener: (openings: Openings) => Promise<IDBPDatabase<S>>, openings: Openings = {}) {
    this.#opener = opener;
    this.#openings = openings;
  }

  #open(): Promise<IDBPDatabase<S>> {
    if (this.#ended) return Promise.reject(new ConnectionLost('another account is in use'));
    if (this.#database) return this.#database;
    const opening = this.#opener({
      ...this.#openings,
      made: () => {
        if (this.#wasOpen) this.#openings.cleared?.();
      },
      closed: () => {
        this.#database = undefined;
        this.#openings.closed?.();
      },
    });
    this.#database = opening;
    opening.then(
      () => {
        this.#wasOpen = true;
      },
      () => {
        // Perhaps the disk was full: the next caller tries again.
        if (this.#database === opening) this.#database = undefined;
      },
    );
    return opening;
  }

  /**
   * Runs `work` on the database. If the connection was lost, opens it again and runs `work` a second time. So
   * `work` must be one transaction, and harmless if the first run was completed.
   *
   * Raises ConnectionLost if that fails too.
   */
  async run<T>(work: (database: IDBPDatabase<S>, again: boolean) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open(), false);
    } catch (error) {
      if (!isLost(error)) throw error;
    }
    await this.close();
    try {
      return await work(await this.#open(), true);
    } catch (error) {
      this.#database = undefined;
      if (!isLost(error)) throw error;
      this.#openings.lost?.();
      throw new ConnectionLost('the database cannot be reached', { cause: error });
    }
  }

  /** Closes it for good, so that nobody who still has it creates a wiped database again. */
  end(): Promise<void> {
    this.#ended = true;
    return this.close();
  }

  async close(): Promise<void> {
    const database = this.#database;
    this.#database = undefined;
    await database?.then((opened) => opened.close()).catch(() => undefined);
  }
}
