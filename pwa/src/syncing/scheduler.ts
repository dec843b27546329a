import { backoff } from '../sync/backoff';
import type { Outcome } from '../sync/engine';

/** Decides when the next sync runs: at once, soon, or after a back-off. Timers are arguments. */
export class Scheduler {
  readonly #run: () => Promise<Outcome>;
  readonly #random: () => number;
  readonly #setTimer: (work: () => void, ms: number) => unknown;
  readonly #clearTimer: (timer: never) => void;
  #timer: unknown;
  #failures = 0;

  constructor(parts: {
    run: () => Promise<Outcome>;
    random: () => number;
    setTimer: (work: () => void, ms: number) => unknown;
    clearTimer: (timer: never) => void;
  }) {
    this.#run = parts.run;
    this.#random = parts.random;
    this.#setTimer = parts.setTimer;
    this.#clearTimer = parts.clearTimer;
  }

  /** Syncs now. After a failure it tries again by itself, unless only signing in helps. */
  async now(): Promise<Outcome> {
    this.#clear();
    const outcome = await this.#run();
    if (outcome.state === 'offline' || outcome.state === 'error') {
      const wait = backoff(this.#failures++, this.#random());
      this.soon(Math.max(wait, outcome.retryAfter ?? 0));
    } else {
      this.#failures = 0;
    }
    return outcome;
  }

  /** Syncs in so many ms, instead of at any time set before. */
  soon(ms: number): void {
    this.#clear();
    this.#timer = this.#setTimer(() => void this.now(), ms);
  }

  #clear(): void {
    if (this.#timer !== undefined) this.#clearTimer(this.#timer as never);
    this.#timer = undefined;
  }
}
