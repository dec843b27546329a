/**
 * Stores the files of the app, so that the app starts offline after one visit. Every address of the app is
 * answered with its one page.
 */
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { SERVER_ONLY } from './serverOnly';

export function precacheShell(manifest: (PrecacheEntry | string)[]): void {
  // For the address `/`, the page that contains the field.
  precacheAndRoute(manifest, { directoryIndex: 'capture.html' });
  cleanupOutdatedCaches();
  registerRoute(
    new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: SERVER_ONLY }),
  );
}
