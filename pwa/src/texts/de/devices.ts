import type * as en from '../en/devices';

export const devices: typeof en.devices = {
  title: 'Angemeldete Handys und Computer',
  current: 'Dieses hier',
  lastUsed: (when) => `Zuletzt benutzt ${when}`,
  signOut: 'Abmelden',
  signOutOf: (device) => `${device} abmelden`,
  signedOut: (device) => `${device} ist abgemeldet.`,
  needsNetwork: 'Die Liste der Geräte kommt vom Server, und gerade gibt es kein Netz.',
  unknown: 'Unbekanntes Gerät',
  on: (browser, system) => `${browser} auf ${system}`,
};
