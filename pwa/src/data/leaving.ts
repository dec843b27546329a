import { call } from './api';
import { setDeviceSettings } from './deviceSettings';
import { accountSwitched, openCurrent } from './open';
import { Problem } from './problem';

/** The functions that wipe: loaded when needed in a page, part of the worker there. */
export interface Wiping {
  moving: () => Promise<Pick<typeof import('./adoptLocal'), 'forgetMoved'>>;
  wiping: () => Promise<Pick<typeof import('./wipe'), 'wipe'>>;
}

/**
 * Signs out. First this is stored, then the data is wiped, so that the next start can finish it. `told` is
 * called in between.
 */
export async function leave(account: string, parts: Wiping, told: () => void): Promise<void> {
  const { forgetMoved } = await parts.moving();
  await forgetMoved((await openCurrent()).connection);
  const gone = { account: undefined, me: undefined, mornings: undefined, language: undefined };
  await setDeviceSettings({ ...gone, wiping: account });
  told();
  await accountSwitched();
  await finishWiping(account, parts);
}

export async function finishWiping(account: string, parts: Wiping): Promise<void> {
  const { wipe } = await parts.wiping();
  await wipe(account);
  await setDeviceSettings({ wiping: undefined });
}

/**
 * Ends the session on the server. Returns false if it cannot be reached. A session that no longer exists
 * counts as ended.
 */
export async function endSession(): Promise<boolean> {
  try {
    await call('DELETE', '/session');
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) return false;
  }
  await setDeviceSettings({ signing_out: undefined, asked: true });
  return true;
}
