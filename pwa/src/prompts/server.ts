/** The calls of the contract about push. */
import type { PushServer } from './subscribe';

const TIMEOUT_MS = 15_000;

class PushRefused extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** Raises when the server cannot be reached or does not answer as it should. */
async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const response = await fetch(`/api/v1/push/${path}`, {
    method,
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  if (!response.ok) throw new PushRefused(`push/${path}: ${response.status}`, response.status);
  return response;
}

export const pushServer: PushServer = {
  async key() {
    const { public_key } = await (await call('GET', 'key')).json();
    return public_key;
  },
  async put(subscription) {
    try {
      await call('PUT', 'subscriptions', subscription);
    } catch (error) {
      if (error instanceof PushRefused && error.status === 409) return 'taken';
      throw error;
    }
    return 'kept';
  },
  async remove(endpoint) {
    await call('DELETE', 'subscriptions', { endpoint });
  },
};

/** Asks for a real push to the account's devices, now: to how many, and how many push services took it. */
export async function sendTest(): Promise<{ devices: number; accepted: number }> {
  return (await call('POST', 'test')).json();
}
