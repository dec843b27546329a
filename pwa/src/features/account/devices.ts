import { call } from '../../data/api';

/** A session of the account, as `GET /me/sessions` lists it. */
export interface Device {
  id: string;
  created_at: string;
  last_used_at: string;
  user_agent: string;
  current: boolean;
  /** It has been told to wipe itself, and has not done so yet. */
  wiping: boolean;
}

/** Raises Problem. */
export async function listDevices(): Promise<Device[]> {
  return (await call<{ sessions: Device[] }>('GET', '/me/sessions')).sessions;
}

/** Raises Problem. */
/** Tells a device to wipe itself and sign out, after it has sent its waiting changes. Raises Problem. */
export const wipeDevice = (id: string): Promise<void> =>
  call('DELETE', `/me/sessions/${id}?wipe=1`);

/** Raises Problem. */
export const signOutAllOthers = (): Promise<void> => call('DELETE', '/me/sessions');

/** Raises Problem. */
export const signOutDevice = (id: string): Promise<void> => call('DELETE', `/me/sessions/${id}`);
