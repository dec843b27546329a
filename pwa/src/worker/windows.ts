/** The app's windows, as the worker sees them. */
declare const self: ServiceWorkerGlobalScope;

const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

/**
 * Shows the app at `path`. An open window is brought to the front and turns there by itself, without
 * a reload, so that nothing that is being typed is touched; else a window opens.
 */
export async function openApp(path: string): Promise<void> {
  const open = await windows();
  const best = open.find(({ focused }) => focused) ?? open.find(isVisible) ?? open[0];
  if (!best) {
    await self.clients.openWindow(path);
    return;
  }
  best.postMessage({ type: 'open', path });
  // The window may be closing, or the browser may not let us: then a new one.
  await best.focus().catch(() => self.clients.openWindow(path));
}

const isVisible = (one: WindowClient): boolean => one.visibilityState === 'visible';

/** Takes over from an older worker, unless another page of the app is open; says so to `asker` then. */
export async function takeOverIfAlone(asker: Client | ServiceWorker | MessagePort | null) {
  if ((await windows()).length > 1) asker?.postMessage({ type: 'not_alone' });
  else await self.skipWaiting();
}
