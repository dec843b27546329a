import { onEndedByOwner } from '../data/api';
import { afterFrame } from '../data/liveQuery';
import { catchUp, onSwitch, onWrite, openCurrent } from '../data/open';
import { recount, scheduler, showStatus, syncStatus } from './status';

/**
 * Delay after the page is shown again, in ms: on iOS a request made at once fails with "Load failed" (seen on
 * iOS 18).
 */
const A_MOMENT = 700;

/** Asks the browser to wake the worker when there is a network (Background Sync); does nothing if it cannot. */
export async function askForBackgroundSync(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration()) as
      | (ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } })
      | undefined;
    await registration?.sync?.register('outbox');
  } catch {
    // Not supported, or not possible now.
  }
}

/** Starts syncing in a page: now, after each write, and whenever it may have become possible again. */
export function startSync(): () => void {
  const stops: (() => void)[] = [];
  const on = (target: EventTarget | undefined, event: string, work: (event: Event) => void) => {
    target?.addEventListener(event, work);
    stops.push(() => target?.removeEventListener(event, work));
  };
  const soon = (): void => scheduler.soon(A_MOMENT);
  const now = (): void => void scheduler.now();

  let stopCounting = (): void => undefined;
  const count = async (): Promise<void> => {
    stopCounting();
    const { store } = await openCurrent();
    // What has changed is shown first.
    stopCounting = store.onChange(() => afterFrame(() => void recount()));
    await recount();
  };

  stops.push(
    onWrite(() =>
      afterFrame(() => {
        void scheduler.now().then(({ state }) => {
          if (state !== 'idle') void askForBackgroundSync();
        });
      }),
    ),
    onSwitch(() => {
      void count().catch(() => undefined);
      now();
    }),
    onEndedByOwner(now),
    () => stopCounting(),
  );
  on(window, 'online', now);
  on(window, 'offline', () => showStatus({ state: 'offline' }));
  on(window, 'focus', soon);
  on(window, 'pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) void catchUp().catch(() => undefined);
    soon();
  });
  on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'visible') soon();
    else if (syncStatus.peek().waiting > 0) void askForBackgroundSync();
  });
  on(navigator.serviceWorker, 'message', (event) => {
    if ((event as MessageEvent<{ type?: string }>).data?.type === 'sync') now();
  });
  void count().catch(() => undefined);
  now();
  return () => {
    for (const stop of stops) stop();
  };
}
