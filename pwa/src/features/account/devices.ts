import { call } from '../../data/api';

/** A session of the account, as `GET /me/sessions` lists it. */
export interface Device {
  id: string;
  created_at: string;
  last_used_at: string;
  user_agent: string;
  current: boolean;
}

/** Raises Problem. */
export async function listDevices(): Promise<Device[]> {
  return (await call<{ sessions: Device[] }>('GET', '/me/sessions')).sessions;
}

/** Raises Problem. */
export const signOutDevice = (id: string): Promise<void> => call('DELETE', `/me/sessions/${id}`);
