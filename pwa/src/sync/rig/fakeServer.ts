import { DEFAULTS, type FieldError, isSame, KINDS, type Kind, REQUIRED } from '../../records/kinds';
import { newId } from '../../records/uuid';
import type {
  Change,
  ChangeResult,
  Edited,
  PulledRecord,
  SyncRequest,
  SyncResponse,
} from '../protocol';

/** Who set a field and when; compared element by element. */
type Stamp = [rank: number, at: number, index: number, change: string];

interface Held {
  kind: Kind;
  rev: number;
  fields: Record<string, unknown>;
  stamps: Record<string, Stamp>;
  device: string;
}

interface State {
  rev: number;
  forgotten: number;
  records: Map<string, Held>;
  seen: Set<string>;
  history: { record: string; field: string; value: unknown }[];
}

const DELETED = '';

const beats = (one: Stamp, other: Stamp | undefined): boolean => {
  if (!other) return true;
  for (let i = 0; i < 4; i++) {
    const [a, b] = [one[i] as number | string, other[i] as number | string];
    if (a !== b) return a > b;
  }
  return false;
};

const setAt = (edited: Edited, field: string): number | undefined =>
  typeof edited === 'number' ? edited : edited[field];

/** The rank of a deletion that no edit can undo. */
const FORGOTTEN = 2;

const isStone = (held: Held): boolean => held.stamps[DELETED]?.[0] === FORGOTTEN;

const isBorn = (held: Held): boolean =>
  isStone(held) || Object.keys(held.stamps).some((field) => field !== DELETED);

/** Implements "Sync" of docs/contract.md in memory, for one account. The test sets its clock. */
export class FakeServer {
  now = 0;
  pageSize = 1000;
  epoch = newId();
  #restored = 0;
  /** Returns the errors of a change that the server refuses. */
  refuses: (change: Change) => FieldError[] = () => [];
  /** Fields of a newer server that the phones do not know, with their defaults. */
  alsoKnows: Partial<Record<Kind, Record<string, unknown>>> = {};
  /** An old server that does not know brief answers. */
  isOld = false;
  /** How many records it has left out of its answers. */
  leftOut = 0;
  readonly account: string;
  #state: State = {
    rev: 0,
    forgotten: 0,
    records: new Map(),
    seen: new Set(),
    history: [],
  };

  constructor(account: string) {
    this.account = account;
  }

  sync(request: SyncRequest): SyncResponse {
    const known = new Set(this.#state.records.keys());
    const results = request.changes.map((change, index) => this.#judge(request, change, index));
    const page = this.#pull(request.cursor);
    if (this.isOld || !request.brief) return { results, ...page };
    const asSent = this.#asSent(request, results, known);
    const records = page.records.filter((record) => !asSent.has(record.id));
    const left = new Map(page.records.map((record) => [record.id, record]));
    this.leftOut += page.records.length - records.length;
    const brief = results.map((result, index) => {
      const record = request.changes[index]?.record ?? '';
      const standing = asSent.has(record) ? left.get(record) : undefined;
      if (!standing) return result;
      const { rev, edited } = standing;
      return { ...result, rev, ...(edited === undefined ? {} : { edited }) };
    });
    return { results: brief, ...page, records };
  }

  /** Returns the ids of records that a request created and that are exactly as it set them. */
  #asSent(request: SyncRequest, results: ChangeResult[], known: Set<string>): Set<string> {
    const sent = new Map<string, Record<string, unknown>>();
    const others = new Set(known);
    for (const [index, { record, set }] of request.changes.entries()) {
      if (results[index]?.status !== 'applied' || !set) others.add(record);
      sent.set(record, { ...sent.get(record), ...set });
    }
    const isAsSent = ([id, set]: [string, Record<string, unknown>]): boolean => {
      const held = this.#state.records.get(id);
      if (!held || others.has(id) || this.#isDeleted(held)) return false;
      const blank = this.#blank(held.kind);
      const count = new Set([...Object.keys(blank), ...REQUIRED[held.kind]]).size;
      return request.brief?.[held.kind] === count && isSame(held.fields, { ...blank, ...set });
    };
    return new Set([...sent].filter(isAsSent).map(([id]) => id));
  }

  #blank(kind: Kind): Record<string, unknown> {
    return { ...DEFAULTS[kind], ...this.alsoKnows[kind] };
  }

  /** Returns every record as a device would pull it. */
  everything(): PulledRecord[] {
    return [...this.#state.records].map(([id, held]) => this.#given(id, held));
  }

  /** Returns every value that any field ever had. */
  history(): State['history'] {
    return this.#state.history;
  }

  /** Returns the server's state, to be restored later. */
  backup(): State {
    return structuredClone(this.#state);
  }

  restore(backup: State): void {
    this.#state = structuredClone(backup);
    this.epoch = newId();
    this.#restored = backup.rev;
  }

  /** Forgets a record for good: an empty record is left. */
  forget(id: string): void {
    const held = this.#state.records.get(id);
    if (!held || isStone(held)) return;
    const stamps = { [DELETED]: [FORGOTTEN, 0, 0, ''] satisfies Stamp };
    const fields = { ...DEFAULTS[held.kind] };
    const rev = ++this.#state.rev;
    this.#state.records.set(id, { ...held, rev, fields, stamps });
  }

  /** Purges the deleted records. */
  forgetDeletions(): void {
    for (const [id, held] of this.#state.records) {
      if (this.#isDeleted(held)) this.#state.records.delete(id);
    }
    this.#state.forgotten = this.#state.rev;
  }

  #judge(request: SyncRequest, change: Change, index: number): ChangeResult {
    const state = this.#state;
    if (state.seen.has(change.id)) return { id: change.id, status: 'duplicate' };
    const kind = change.kind as Kind;
    const held = state.records.get(change.record);
    const errors = this.refuses(change);
    if (held && isStone(held)) errors.push({ field: 'record', detail: 'forgotten' });
    if (!change.delete && !(held && isBorn(held))) {
      for (const field of REQUIRED[kind]) {
        if (!(field in (change.set ?? {}))) errors.push({ field, detail: 'is missing' });
      }
    }
    if (errors.length) return { id: change.id, status: 'rejected', errors };
    state.seen.add(change.id);

    const at = Math.min(this.now, this.now - (request.now - change.at));
    const absent: Stamp = [0, -at, -index, change.id];
    const stampOf = (field: string): Stamp => {
      if (change.if_absent) return absent;
      if (change.edited === undefined) return [1, at, index, change.id];
      const was = setAt(change.edited, field);
      return was === undefined ? absent : [1, Math.min(was, this.now), index, change.id];
    };
    const target: Held = held ?? {
      kind,
      rev: 0,
      fields: this.#blank(kind),
      stamps: {},
      device: request.device,
    };
    state.records.set(change.record, target);
    let landed = false;
    let stands = false;
    const set = change.delete ? { [DELETED]: true } : (change.set ?? {});
    for (const [field, value] of Object.entries(set)) {
      state.history.push({ record: change.record, field, value });
      const stamp = stampOf(field);
      if (!beats(stamp, target.stamps[field])) {
        stands = true;
        continue;
      }
      target.stamps[field] = stamp;
      if (field !== DELETED) target.fields = { ...target.fields, [field]: value };
      landed = true;
    }
    if (landed && isBorn(target)) target.rev = ++state.rev;
    return { id: change.id, status: stands ? 'merged' : 'applied' };
  }

  #pull(cursor: string | null): Omit<SyncResponse, 'results'> {
    const state = this.#state;
    const [epoch, pulled, floor] = cursor?.split(':') ?? [this.epoch, '0', `${state.forgotten}`];
    let [from, since] = [Number(pulled), Number(floor)];
    let reason: string | null = null;
    if (epoch !== this.epoch) reason = 'restored';
    else if (Math.max(from, since) < state.forgotten) reason = 'forgotten';
    if (reason) [from, since] = [0, state.forgotten];
    const changed = [...state.records]
      .filter(([, held]) => held.rev > from && held.rev > 0)
      .sort(([, one], [, other]) => one.rev - other.rev);
    const page = changed.slice(0, this.pageSize);
    const more = changed.length > page.length;
    const rev = more ? (page.at(-1)?.[1].rev ?? from) : state.rev;
    return {
      records: page.map(([id, held]) => this.#given(id, held)),
      cursor: `${this.epoch}:${rev}:${since}`,
      more,
      reset: reason !== null,
      knows: Object.fromEntries(
        KINDS.map((kind) => [kind, [...REQUIRED[kind], ...Object.keys(this.#blank(kind))]]),
      ),
      ...(reason ? { reset_reason: reason } : {}),
      ...(reason === 'restored' ? { restored_rev: this.#restored } : {}),
    };
  }

  #isDeleted(held: Held): boolean {
    const gone = held.stamps[DELETED];
    return (
      gone !== undefined &&
      Object.entries(held.stamps).every(([field, stamp]) => field === DELETED || beats(gone, stamp))
    );
  }

  #given(id: string, held: Held): PulledRecord {
    const times = Object.entries(held.stamps).filter(
      ([field, [rank]]) => field !== DELETED && rank,
    );
    return {
      kind: held.kind,
      id,
      rev: held.rev,
      fields: held.fields,
      deleted_at: this.#isDeleted(held)
        ? new Date((held.stamps[DELETED] as Stamp)[1]).toISOString()
        : null,
      ...(isStone(held) ? { forgotten: true } : {}),
      ...(times.length
        ? { edited: Object.fromEntries(times.map(([field, [, at]]) => [field, at])) }
        : {}),
    };
  }
}
