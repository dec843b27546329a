import type { FieldError } from '../records/kinds';
import { MOST_CHANGES } from './batch';
import type { SyncRequest, SyncResponse } from './protocol';

/** What came of one request. */
export type Answer =
  | { kind: 'ok'; response: SyncResponse }
  /** No session (401): everything is kept. */
  | { kind: 'signed_out' }
  /** The session is somebody else's (409): nothing was applied. */
  | { kind: 'wrong_account' }
  /** This request fails: 400, 413, 500 … Another one may not. */
  | { kind: 'failed'; status: number; errors: FieldError[] }
  /** The server asks for patience: 429, 502, 503, 504; for so many ms, if it said so. */
  | { kind: 'busy'; retryAfter?: number }
  /** No answer of our server: no network, a time-out, somebody's log-in page. */
  | { kind: 'offline'; timedOut?: boolean };

export type Transport = (request: SyncRequest) => Promise<Answer>;

/** A record, by its name. */
export interface Named {
  kind: string;
  id: string;
}

/** Forgets a record for good. `done` also where the server has no such record. */
export type Forget = (record: Named) => Promise<{ kind: 'done' } | Exclude<Answer, { kind: 'ok' }>>;

/** The side of the database that the engine needs. */
export interface SyncStore {
  /** The next request: at most so many of the waiting changes, the oldest first. */
  next(limit: number): Promise<SyncRequest>;
  /** Takes an answer in, as one. Says whether anything came of it, and whether there is more to do. */
  applyResponse(
    request: SyncRequest,
    response: SyncResponse,
  ): Promise<{ moved: boolean; more: boolean }>;
  /** Sets a change aside that fails alone. */
  park(changeId: string, errors: FieldError[]): Promise<void>;
  /** One of those that were forgotten for good, and that a restored server has again. */
  broughtBack(): Promise<Named | undefined>;
  /** The server has forgotten it again. */
  forgotten(record: Named): Promise<void>;
}

export interface Outcome {
  state: 'idle' | 'offline' | 'signed_out' | 'wrong_account' | 'error';
  /** How long the server asked to be left alone, in ms. */
  retryAfter?: number;
}

/** The owner wants this phone wiped, and what waited on it has been sent. */
export interface ToBeWiped {
  state: 'wipe';
}

/** Pushes what waits and pulls what is new. It knows no network, no clock and no database of its own. */
export class Engine {
  readonly #store: SyncStore;
  readonly #transport: Transport;
  readonly #forget: Forget;
  /** Smaller after a time-out: a slow line may carry ten changes where it does not carry a thousand. */
  #limit = MOST_CHANGES;

  constructor(store: SyncStore, transport: Transport, forget: Forget) {
    this.#store = store;
    this.#transport = transport;
    this.#forget = forget;
  }

  /**
   * Runs until the outbox is empty and everything is pulled, or until there is a reason to wait.
   *
   * 1. Send the oldest changes, take in the answer, go on while something is left.
   * 2. A request that fails may be the fault of one change, or of a server in trouble: an empty
   *    request tells which. If that fails too, wait.
   * 3. If not, half of the changes are tried. A change that fails alone, and fails again after the
   *    server has answered an empty request, is parked; the rest go on.
   * 4. Whoever was forgotten for good, and came back with a backup of the server, is forgotten again,
   *    after all that the server had lost: a note may have become somebody else's since.
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
        // The owner wants this phone wiped: what waits goes first, as far as it can be sent.
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
