/**
 * Brief answers: a record that the server has exactly as this phone sent it is not sent back (see `brief` in
 * docs/contract.md).
 */
import { DEFAULTS, KINDS, type Kind, REQUIRED } from '../records/kinds';
import type { PulledRecord, SyncRequest, SyncResponse } from './protocol';

/**
 * The number of fields of each kind that this phone knows. A server with other fields answers in full,
 * because the phone would not know their values.
 */
export const BRIEF: Record<string, number> = Object.fromEntries(
  KINDS.map((kind) => [kind, Object.keys(DEFAULTS[kind]).length + REQUIRED[kind].length]),
);

/** Returns the fields as they were sent, in JSON. */
const asSent = (set: Record<string, unknown> = {}): Record<string, unknown> =>
  JSON.parse(JSON.stringify(set));

/**
 * Returns the answer with the records that it left out: the sent fields, in the order of the changes, and
 * defaults for the others.
 */
export function inFull(request: SyncRequest, response: SyncResponse): SyncResponse {
  const told = new Map(response.results.map((result) => [result.id, result]));
  const left = new Map<string, PulledRecord>();
  for (const { id, kind, record, set } of request.changes) {
    const { rev, edited } = told.get(id) ?? {};
    if (rev === undefined) continue;
    const before = left.get(record)?.fields ?? DEFAULTS[kind as Kind];
    left.set(record, {
      kind,
      id: record,
      rev,
      fields: { ...before, ...asSent(set) },
      deleted_at: null,
      ...(edited === undefined ? {} : { edited }),
    });
  }
  return left.size ? { ...response, records: [...response.records, ...left.values()] } : response;
}
