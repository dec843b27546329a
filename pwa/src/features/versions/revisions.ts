import { type Conflict, isSame, type Kind, type Row } from '../../records/kinds';
import type { OutboxEntry } from '../../sync/protocol';

export interface Revision {
  field: string;
  value: string | string[] | null;
  /** When it was written, in ms since 1970, corrected by the server. */
  at: number;
  device: string;
  change: string;
}

const PATIENCE = 10_000;

/**
 * Returns the history of a record, newest first. Rejects if the server cannot be reached or answers something
 * else.
 */
export async function fetchRevisions(kind: Kind, id: string): Promise<Revision[]> {
  const answer = await fetch(`/api/v1/records/${kind}/${id}/revisions`, {
    headers: { Accept: 'application/json' },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(`revisions: ${answer.status}`);
  const { revisions } = (await answer.json()) as { revisions: Revision[] };
  return revisions;
}

/** Returns what this phone knows by itself: changes that are not sent yet, and other versions it was told of. */
export function knownHere(
  outbox: readonly OutboxEntry[],
  record: string,
  conflicts: readonly Conflict[],
  device: string,
): Revision[] {
  const unsent = outbox.flatMap((entry) =>
    entry.record === record
      ? Object.entries(entry.set ?? {}).map(([field, value]) => ({
          field,
          value: value as Revision['value'],
          at: entry.at,
          device,
          change: entry.id,
        }))
      : [],
  );
  return [...unsent, ...conflicts];
}

const isEmpty = (value: Revision['value']): boolean => value === null || value.length === 0;

/** Returns the texts a record had before, each once for each field, newest first. */
export function earlierTexts(
  revisions: readonly Revision[],
  row: Pick<Row, 'fields'>,
  texts: readonly string[],
): Revision[] {
  const now = row.fields as unknown as Record<string, unknown>;
  const seen = new Set<string>();
  return [...revisions]
    .sort((a, b) => b.at - a.at)
    .filter(({ field, value }) => {
      const key = JSON.stringify([field, value]);
      if (!texts.includes(field) || isEmpty(value) || isSame(value, now[field]) || seen.has(key))
        return false;
      seen.add(key);
      return true;
    });
}

/** The fields of each kind whose earlier texts the server stores. */
export const TEXTS: Record<Kind, readonly string[]> = {
  event: ['name', 'place', 'description'],
  person: ['name', 'known_for', 'interests', 'organisation', 'role', 'emails', 'phones', 'links'],
  note: ['body'],
  followup: ['promise'],
  kindness: ['what'],
  card: ['text', 'details', 'client'],
  attachment: ['caption'],
  original: ['text'],
};
