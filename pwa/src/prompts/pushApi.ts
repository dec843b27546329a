/** The endpoints about push. Each call raises Problem. */
import { call } from '../data/api';
import { Problem } from '../data/problem';
import type { PushServer } from './subscribe';

export const pushServer: PushServer = {
  async key() {
    return (await call<{ public_key: string }>('GET', '/push/key')).public_key;
  },
  async put(subscription) {
    try {
      await call('PUT', '/push/subscriptions', subscription);
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return 'taken';
      throw error;
    }
    return 'kept';
  },
  async remove(endpoint) {
    await call('DELETE', '/push/subscriptions', { endpoint });
  },
};

/**
 * Sends a real push to all devices of the account. Returns to how many, and how many push services accepted
 * it.
 */
export const sendTest = (): Promise<{ devices: number; accepted: number }> =>
  call('POST', '/push/test');
