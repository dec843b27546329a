export const devices = {
  title: 'Phones and computers',
  current: 'This one',
  lastUsed: (when: string) => `Last used ${when}`,
  signOut: 'Sign out',
  signOutOf: (device: string) => `Sign out of ${device}`,
  signedOut: (device: string) => `${device} is signed out.`,
  needsNetwork: 'The list of devices comes from the server, and there is no network just now.',
  unknown: 'Unknown device',
  on: (browser: string, system: string) => `${browser} on ${system}`,
};
