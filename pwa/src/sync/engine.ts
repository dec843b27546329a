import type { FieldError } from '../records/kinds';
import { MOST_CHANGES } from './batch';
import type { SyncRequest, SyncResponse } from './protocol';

/** The result of one request. */
export type Answer =
  | { kind: 'ok'; response: SyncResponse }
  /** No session (401). Everything stays in the outbox. */
  | { kind: 'signed_out' }
  /** The session belongs to another account (409). Nothing was applied. */
  | { kind: 'wrong_account' }
  /** This request failed (400, 413, 500 …); another one may succeed. */
  | { kind: 'failed'; status: number; errors: FieldError[] }
  /** The server asks to wait (429, 502, 503, 504), for so many ms if it says so. */
  | { kind: 'busy'; retryAfter?: number }
  /** No answer of our server: no network, a timeout, or a captive portal. */
  | { kind: 'offline'; timedOut?: boolean };

export type Transport = (request: SyncRequest) => Promise<Answer>;

/** Identifies a record. */
export interface Named {
  kind: string;
  id: string;
}

/** Forgets a record for good. Returns `done` also if the server has no such record. */
export type Forget = (record: Named) => Promise<{ kind: 'done' } | Exclude<Answer, { kind: 'ok' }>>;

/** What the engine needs of the database. */
export interface SyncStore {
  /** Returns the next request, with at most `limit` waiting changes, the oldest first. */
  next(limit: number): Promise<SyncRequest>;
  /** Applies an answer atomically. Returns whether anything has changed, and whether there is more to do. */
  applyResponse(
    request: SyncRequest,
    response: SyncResponse,
  ): Promise<{ moved: boolean; more: boolean }>;
  /** Parks a change that fails on its own. */
  park(changeId: string, errors: FieldError[]): Promise<void>;
  /** Returns a record that was forgotten for good and that a restored server has again. */
  broughtBack(): Promise<Named | undefined>;
  /** The server has forgotten it again. */
  forgotten(record: Named): Promise<void>;
}

export interface Outcome {
  state: 'idle' | 'offline' | 'signed_out' | 'wrong_account' | 'error';
  /** How long the server asked to wait, in ms. */
  retryAfter?: number;
}

/** The owner wants this phone wiped, and its waiting changes have been sent. */
export interface ToBeWiped {
  state: 'wipe';
}

/** Sends what waits and pulls what is new. Uses no network, clock or database of its own. */
export class Engine {
  readonly #store: SyncStore;
  readonly #transport: Transport;
  readonly #forget: Forget;
  /** Smaller after a timeout: a slow connection may carry ten changes but not a thousand. */
  #limit = MOST_CHANGES;

  constructor(store: SyncStore, transport: Transport, forget: Forget) {
    this.#store = store;
    this.#transport = transport;
    this.#forget = forget;
  }

  /**
   * Runs until the outbox is empty and everything is pulled, or until there is a reason to wait.
   *
   * 1. Send the oldest changes, apply the answer, and repeat while something is left.
   * 2. If a request fails, either one change causes it, or the server is in trouble. An empty request shows
   *    which. If that fails too, wait.
   * 3. Otherwise try half of the changes. A change that fails on its own, and again after the server has
   *    answered an empty request, is parked. The others continue.
   * 4. Records that were forgotten for good, and came back with a backup of the server, are forgotten again,
   *    after everything that the server had lost was sent: a note may now be about somebody else.
   */
  async sync(): Promise<Outcome | ToBeWiped> {
    const failedAlone = new Set<string>();
    for (;;) {
      const request = await this.#store.next(this.#limit);
      const sent = request.changes;
      const answer = await this.#transport(request);
      if (answer.kind === 'ok') {
        this.#limit = Math.min(MOST_CHANGES, this.#limit * 2);
        const { moved, more } = await this.#store.applyResponse(request, answer.response);
        // The owner wants this phone wiped. What waits is sent first, as far as possible.
        if (answer.response.wipe) {
          if (sent.length) continue;
          return { state: 'wipe' };
        }
        if (!more) {
          const back = await this.#store.broughtBack();
          if (!back) return { state: 'idle' };
          const again = await this.#forget(back);
          if (again.kind !== 'done') return this.#waitFor(again, 0);
          await this.#store.forgotten(back);
          continue;
        }
        if (!moved) return { state: 'error' };
        continue;
      }
      if (answer.kind !== 'failed' || !sent[0]) return this.#waitFor(answer, sent.length);

      const empty = await this.#store.next(0);
      const check = await this.#transport(empty);
      if (check.kind !== 'ok') return this.#waitFor(check, sent.length);
      await this.#store.applyResponse(empty, check.response);
      if (sent.length > 1) {
        this.#limit = Math.ceil(sent.length / 2);
      } else if (failedAlone.has(sent[0].id)) {
        await this.#store.park(
          sent[0].id,
          answer.errors.length
            ? answer.errors
            : [{ field: '', detail: `the server answered ${answer.status}` }],
        );
      } else {
        failedAlone.add(sent[0].id);
      }
    }
  }

  #waitFor(answer: Exclude<Answer, { kind: 'ok' }>, sent: number): Outcome {
    switch (answer.kind) {
      case 'signed_out':
      case 'wrong_account':
        return { state: answer.kind };
      case 'offline':
        if (answer.timedOut && sent > 1) this.#limit = Math.ceil(sent / 2);
        return { state: 'offline' };
      case 'busy':
        return answer.retryAfter === undefined
          ? { state: 'error' }
          : { state: 'error', retryAfter: answer.retryAfter };
      case 'failed':
        return { state: 'error' };
    }
  }
}
