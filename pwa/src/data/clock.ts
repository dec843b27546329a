import { newId } from '../records/uuid';
import type { Clock } from './database';
import type { Writing } from './transact';

const fresh = (): Clock => ({ device: newId(), last: 0 });

/**
 * Gives out the `at` of each change: never twice the same and never going back, also when the phone's
 * clock was set back, since the last one is kept in the database.
 */
export class Ticker {
  #clock: Clock;
  readonly #now: () => number;

  private constructor(clock: Clock, now: () => number) {
    this.#clock = clock;
    this.#now = now;
  }

  static async read(transaction: Writing, now: () => number): Promise<Ticker> {
    const kept = (await transaction.objectStore('meta').get('clock')) as Clock | undefined;
    return new Ticker(kept ?? fresh(), now);
  }

  /** The `at` of the next change, in milliseconds; not below `wish`, which is now if not given. */
  tick(wish = this.#now()): number {
    this.#clock = { ...this.#clock, last: Math.max(this.#clock.last + 1, Math.floor(wish)) };
    return this.#clock.last;
  }

  get clock(): Clock {
    return this.#clock;
  }

  /** Part of the transaction, which says so should it fail. */
  keep(transaction: Writing): void {
    transaction
      .objectStore('meta')
      .put(this.#clock, 'clock')
      .catch(() => undefined);
  }
}
