/** No echo: what stands on the server just as this phone has sent it is not sent back ("Brief answers"). */
import { DEFAULTS, KINDS, type Kind, REQUIRED } from '../records/kinds';
import type { PulledRecord, SyncRequest, SyncResponse } from './protocol';

/**
 * How many fields of each kind this phone knows. A server that knows others answers in full: the phone
 * could not say what stands in those that it has never heard of.
 */
export const BRIEF: Record<string, number> = Object.fromEntries(
  KINDS.map((kind) => [kind, Object.keys(DEFAULTS[kind]).length + REQUIRED[kind].length]),
);

/** The fields as they were on their way, in JSON. */
const asSent = (set: Record<string, unknown> = {}): Record<string, unknown> =>
  JSON.parse(JSON.stringify(set));

/**
 * An answer with the records that it leaves out, as it would have given them: the fields that were
 * sent, in the order of the changes, the others at their default.
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
