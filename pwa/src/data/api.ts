import { Problem } from './problem';

const TIME_OUT = 15_000;

const endedListeners = new Set<() => void>();

/** Registers what to do when the owner has ended this phone's session from another device: sync, then wipe. */
export function onEndedByOwner(listener: () => void): () => void {
  endedListeners.add(listener);
  return () => endedListeners.delete(listener);
}

/**
 * Calls an endpoint of the API other than sync. `path` begins with a slash and follows `/api/v1`.
 *
 * Returns the answer, undefined for 204. Raises Problem.
 */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(TIME_OUT),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    answer = response.status === 204 ? undefined : await response.json();
  } catch (error) {
    throw new Problem(0, String(error));
  }
  if (response.ok) return answer as T;
  const problem = answer as Partial<Problem> & { title?: string };
  if (problem.reason === 'ended_by_owner') for (const tell of endedListeners) tell();
  throw new Problem(response.status, problem.title ?? '', problem.errors ?? [], problem.reason);
}
