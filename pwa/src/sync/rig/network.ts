import type { Answer, Forget, Transport } from '../engine';
import type { SyncRequest } from '../protocol';
import type { FakeServer } from './fakeServer';

export type Fault =
  | 'none'
  /** The request never arrives. */
  | 'lost_request'
  /** It arrives and is handled, but the answer is lost. */
  | 'lost_answer'
  | 'time_out'
  | 'broken'
  | 'busy'
  /** It arrives twice; the second answer comes back. */
  | 'twice'
  /** It arrives, and again after other requests. */
  | 'again_later';

export const FAULTS: readonly Fault[] = [
  'none',
  'lost_request',
  'lost_answer',
  'time_out',
  'broken',
  'busy',
  'twice',
  'again_later',
];

/** The network between phones and a server. Each request uses up one of the `faults`; then all succeed. */
export class Network {
  faults: Fault[] = [];
  /** Requests that contain a change of one of these records are answered with 500. */
  readonly poison = new Set<string>();
  readonly requests: SyncRequest[] = [];
  readonly #server: FakeServer;
  #late: SyncRequest[] = [];

  constructor(server: FakeServer) {
    this.#server = server;
  }

  /** Delivers the requests that are delayed. */
  settle(): void {
    for (const request of this.#late) this.#server.sync(request);
    this.#late = [];
  }

  readonly forget: Forget = async ({ id }) => {
    const fault = this.faults.shift() ?? 'none';
    if (fault !== 'lost_request') this.#server.forget(id);
    return { kind: fault === 'none' ? 'done' : 'offline' };
  };

  readonly transport: Transport = async (sent): Promise<Answer> => {
    const request: SyncRequest = JSON.parse(JSON.stringify(sent));
    this.requests.push(request);
    if (request.account !== this.#server.account) return { kind: 'wrong_account' };
    const deliver = (): Answer => ({
      kind: 'ok',
      response: JSON.parse(JSON.stringify(this.#server.sync(request))),
    });
    switch (this.faults.shift() ?? 'none') {
      case 'lost_request':
        return { kind: 'offline' };
      case 'time_out':
        deliver();
        return { kind: 'offline', timedOut: true };
      case 'lost_answer':
        deliver();
        return { kind: 'offline' };
      case 'broken':
        return { kind: 'failed', status: 500, errors: [] };
      case 'busy':
        return { kind: 'busy', retryAfter: 5_000 };
      case 'twice':
        deliver();
        break;
      case 'again_later':
        this.#late.push(request);
        break;
      case 'none':
        break;
    }
    if (request.changes.some((change) => this.poison.has(change.record))) {
      return { kind: 'failed', status: 500, errors: [] };
    }
    const answer = deliver();
    if (this.#late.length > 1) this.settle();
    return answer;
  };
}
