import { deleteDB } from 'idb';
import { databaseName } from './database';

/** Deletes everything of an account from this phone. The app's own files stay, so that it starts offline. */
export async function wipe(account: string): Promise<void> {
  await Promise.all([
    deleteDB(databaseName(account)),
    forgetCaches(),
    forgetPush(),
    forgetSmallThings(),
  ]);
}

async function forgetCaches(): Promise<void> {
  if (typeof caches === 'undefined') return;
  for (const name of await caches.keys()) {
    if (!name.includes('precache')) await caches.delete(name);
  }
}

async function forgetPush(): Promise<void> {
  const registration = await globalThis.navigator?.serviceWorker?.getRegistration();
  if (!registration) return;
  // Some browsers have no push, and some refuse without a permission; then there is no subscription.
  await registration.pushManager
    ?.getSubscription()
    .then((subscription) => subscription?.unsubscribe())
    .catch(() => undefined);
  for (const shown of (await registration.getNotifications?.().catch(() => [])) ?? [])
    shown.close();
}

/** A worker has neither. */
type Page = Partial<Record<'localStorage' | 'sessionStorage', { clear(): void }>>;

async function forgetSmallThings(): Promise<void> {
  try {
    (globalThis as Page).localStorage?.clear();
    (globalThis as Page).sessionStorage?.clear();
  } catch {
    // A browser that forbids them has nothing in them.
  }
  await globalThis.navigator?.clearAppBadge?.().catch(() => undefined);
}
