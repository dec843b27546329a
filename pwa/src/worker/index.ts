/** The entry point of the service worker. It only connects events to handlers in other files. */
import type { PrecacheEntry } from 'workbox-precaching';
import { getDeviceSetting } from '../data/deviceSettings';
import { keepRaw } from '../data/files';
import { openAccount, openCurrent, openStore } from '../data/open';
import { SHARED, SHARED_FILE, type SharedFile } from '../data/sharedKeys';
import { tidyScreen } from '../prompts/answered';
import { pushServer } from '../prompts/pushApi';
import { connect } from '../prompts/subscribe';
import { newId } from '../records/uuid';
import { webLock } from '../syncing/lock';
import { phone } from '../syncing/wiping';
import { workerWords } from '../texts/worker';
import { type ActionWorld, onNotificationClick } from './actions';
import { type BytesWorld, drainBytes } from './bytes';
import { idleParts } from './idleParts';
import { keepWords } from './languagePacks';
import { remember, wasShown } from './memory';
import { precacheShell } from './precache';
import { onPush, type PushWorld } from './push';
import { isShare, onShare, type ShareWorld } from './share';
import { drainOutbox } from './sync';
import { openApp, takeOverIfAlone, windows } from './windows';
import { wipeWithoutPage } from './wiping';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const setBadge = async (count: number): Promise<void> => {
  await navigator.setAppBadge?.(count);
};

/** Syncing also brings the answers from other phones. */
async function drain(): Promise<void> {
  try {
    await drainOutbox();
  } finally {
    await tidyScreen(self.registration).catch(() => undefined);
  }
}

const pushWorld: PushWorld = {
  generic: async () => {
    const me = await getDeviceSetting('me').catch(() => undefined);
    return workerWords([me?.language, ...navigator.languages]).generic;
  },
  maxActions: (Notification as { maxActions?: number }).maxActions ?? 0,
  show: (title, options) => self.registration.showNotification(title, options),
  onScreen: (tag) => self.registration.getNotifications({ tag }),
  wasShown,
  remember,
  alone: webLock(navigator.locks),
  setBadge,
  drain,
};

const actionWorld: ActionWorld = {
  origin: self.location.origin,
  now: () => new Date(),
  store: async (account) => (account === null ? openStore() : openAccount(account).store),
  drain,
  open: openApp,
  setBadge,
};

const shareWorld: ShareWorld = {
  origin: self.location.origin,
  waiting: async () => (await (await openStore()).drafts(SHARED)).length,
  keepFile: async (name, bytes) => {
    const file: SharedFile = { name, bytes };
    const { connection } = await openCurrent();
    await connection.run((database) => database.put('meta', file, SHARED_FILE));
  },
  // Parts are offered in the order of the share.
  keep: async (text, part) =>
    (await openStore()).saveDraft(`${SHARED}${Date.now()}.${100 + part}.${newId()}`, text),
  keepMedia: async (file) => {
    const id = newId();
    await keepRaw((await openCurrent()).connection, id, file.type, await file.arrayBuffer());
    return id;
  },
};

const bytesWorld: BytesWorld = {
  open: openCurrent,
  fetch: (path, init) => fetch(path, init),
  locks: navigator.locks,
};

phone.wipe = () => wipeWithoutPage({ pages: windows });

const idle = idleParts(self.__WB_MANIFEST);
precacheShell(keepWords(idle.others));

self.addEventListener('activate', (event) => {
  // The first page was loaded without a worker. From here on it works offline too.
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  if (event.data?.type === 'take_over') event.waitUntil(self.skipWaiting());
  if (event.data?.type === 'keep_idle_parts') event.waitUntil(idle.keep());
  if (event.data?.type === 'take_over_if_alone') event.waitUntil(takeOverIfAlone(event.source));
});

self.addEventListener('fetch', (event) => {
  if (isShare(event.request)) event.respondWith(onShare(event.request, shareWorld));
});

self.addEventListener('push', (event) => {
  event.waitUntil(onPush(event.data?.text() ?? null, pushWorld));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(onNotificationClick(event.action, event.notification.data, actionWorld));
});

self.addEventListener('pushsubscriptionchange', (event) => {
  // Offline, or signed out: the next start of the app repairs it.
  const mended = connect(self.registration.pushManager, pushServer).catch(() => undefined);
  (event as ExtendableEvent).waitUntil(mended);
});

self.addEventListener('sync', (event) => {
  (event as ExtendableEvent).waitUntil(drain().then(() => drainBytes(bytesWorld)));
});
