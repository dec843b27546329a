import type { Kind } from '../../records/kinds';

export interface Revision {
  field: string;
  value: string | string[] | null;
  /** When it was written, corrected, in ms since 1970. */
  at: number;
  device: string;
  change: string;
}

const PATIENCE = 10_000;

/** The history of a record, newest first. Rejects when the server cannot be reached or answers something else. */
export async function fetchRevisions(kind: Kind, id: string): Promise<Revision[]> {
  const answer = await fetch(`/api/v1/records/${kind}/${id}/revisions`, {
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(`revisions: ${answer.status}`);
  const { revisions } = (await answer.json()) as { revisions: Revision[] };
  return revisions;
}

/** The texts a note had before the one it has now: each once, newest first. */
export function earlierBodies(revisions: readonly Revision[], now: string): Revision[] {
  const seen = new Set([now]);
  return revisions.filter(({ field, value }) => {
    if (field !== 'body' || typeof value !== 'string' || seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}
