import { newId } from '../records/uuid';
import type { Clock } from './database';
import type { Writing } from './transact';

const fresh = (): Clock => ({ device: newId(), last: 0 });

/**
 * Gives each change its `at`. It never repeats and never goes back, even if the phone's clock does: the last
 * one is stored in the database.
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

  /** Returns the `at` of the next change in ms; at least `wish`, by default the current time. */
  tick(wish = this.#now()): number {
    this.#clock = { ...this.#clock, last: Math.max(this.#clock.last + 1, Math.floor(wish)) };
    return this.#clock.last;
  }

  get clock(): Clock {
    return this.#clock;
  }

  /** Stores the last `at`. If it fails, the transaction fails. */
  keep(transaction: Writing): void {
    transaction
      .objectStore('meta')
      .put(this.#clock, 'clock')
      .catch(() => undefined);
  }
}
