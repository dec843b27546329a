/** A lost phone whose owner has told it to wipe itself, and on which nobody opens the app. */
import { getDeviceSetting, setDeviceSettings } from '../data/deviceSettings';
import { endSession, leave } from '../data/leaving';
import * as wiping from '../data/wipe';

// What moved into the account has long left where it came from: a page sees to that at each start.
const parts = {
  moving: async () => ({ forgetMoved: async () => undefined }),
  wiping: async () => wiping,
};

/** The part of the worker's world that it touches. */
export interface WipingWorld {
  /** The open pages: each would go on showing what it has. */
  pages(): Promise<readonly { postMessage(message: unknown): void }[]>;
}

/** Wipes, and tells the server; a page that is open is asked to do it. */
export async function wipeWithoutPage(world: WipingWorld): Promise<void> {
  const pages = await world.pages();
  if (pages.length > 0) {
    for (const page of pages) page.postMessage({ type: 'sync' });
    return;
  }
  const account = await getDeviceSetting('account');
  await setDeviceSettings({ signing_out: true, wiped_for_owner: true });
  if (account) await leave(account, parts, () => undefined);
  await endSession();
}
