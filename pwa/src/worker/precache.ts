/**
 * The shell on the phone: everything the build made is kept, so that the app starts offline after
 * one visit, and each address of the app is answered with its one page.
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
  // The address / is the page that has the field in it.
  precacheAndRoute(manifest, { directoryIndex: 'capture.html' });
  cleanupOutdatedCaches();
  registerRoute(
    new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: SERVER_ONLY }),
  );
}
