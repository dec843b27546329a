/** Wipes a lost phone whose owner asked for it, if nobody opens the app. */
import { getDeviceSetting, setDeviceSettings } from '../data/deviceSettings';
import { endSession, leave } from '../data/leaving';
import * as wiping from '../data/wipe';

// What moved into the account was removed from the local database by a page at its start.
const parts = {
  moving: async () => ({ forgetMoved: async () => undefined }),
  wiping: async () => wiping,
};

/** What wiping needs of its surroundings. */
export interface WipingWorld {
  /** Returns the open pages, which would go on showing data. */
  pages(): Promise<readonly { postMessage(message: unknown): void }[]>;
}

/** Wipes, and tells the server. If a page is open, it is asked to do it. */
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
