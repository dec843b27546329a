import { number, plural } from './index';

export const account = {
  signIn: {
    code: 'Code of your authenticator app',
    codeNeeded:
      'Your account asks for a code, too: the six digits of your authenticator app, or a recovery code.',
    forgot: 'Forgot your password?',
    withKey: 'Sign in with this phone’s key',
    keyOpensNothing: 'This key opens nothing here.',
    title: 'Sign in',
    again: 'Sign in again',
    button: 'Sign in',
    busy: 'Signing in…',
    other: 'New here? Make an account',
    wrong: 'The address or the password is not right.',
  },
  signUp: {
    title: 'Make an account',
    why: 'With an account your notes are on the server too, and one friendly message comes the morning after.',
    button: 'Make my account',
    busy: 'Making it…',
    other: 'You have one? Sign in',
    taken: 'There is an account with this address already. Sign in instead?',
    closed: 'This server takes no new accounts. Ask whoever runs it.',
  },
  fields: {
    name: 'Your name',
    email: 'Email address',
    password: 'Password',
    newPasswordHint: 'At least 8 characters. A sentence is good.',
    show: 'Show the password',
  },
  /** Errors of fields, in our own words instead of the server's. */
  wrong: {
    name: 'Say what we may call you.',
    email: 'This is not an email address.',
    password: 'At least 8 characters, and none that everybody guesses first.',
    prompt_at: 'Pick a time.',
  } as Record<string, string>,
  moveIn: (notes: number) =>
    plural(notes, {
      one: 'The note you jotted down on this phone moves into your account.',
      other: `The ${number(notes)} things you jotted down on this phone move into your account.`,
    }),
  welcome: (name: string) => `Welcome, ${name}.`,
  expired: 'You are signed out here. Sign in again: everything is kept.',
  needsHttps: 'Over plain http nobody can be signed in. Open this address with https.',
  offline: 'There is no network just now. Everything stays on this phone; try again later.',
  failed: 'The server did not answer as it should. Nothing is lost; try again in a moment.',
  busy: 'Too many tries just now. Nothing is lost; wait a few minutes, then try again.',
  settings: {
    title: 'Settings',
    you: 'You',
    nobody: 'Nobody is signed in. What you jot down stays on this phone alone.',
    language: 'Language',
    languageOffline: 'This language comes over the network, and there is none just now.',
    morning: 'The morning after',
    promptAt: 'Ask me at',
    pastFaces: 'A face from the past',
    pastFacesHint:
      'Once a week, when nothing else is due, somebody you met long ago comes back. Everybody comes once before anybody comes twice.',
    promptHint: (zone: string) =>
      `In the time zone of your phone, now ${zone}. Fly home overnight, and it is the morning where you wake up.`,
    saved: 'Saved.',
    phone: 'This phone',
    devices: 'Signed-in phones and computers',
    devicesDetail: 'Lost one? Sign it out from here.',
    keys: 'Keys',
    keysDetail: 'Password, this phone as a key, codes; what happened to your account.',
    addressBook: 'Address book',
    calendar: 'Calendar',
    programs: 'For other programs',
    data: 'Your data',
    keyboard: 'Keyboard',
    keyboardDetail: 'Search, jot and move with one key.',
    sync: 'Waiting to sync',
    nothingWaits: 'Nothing.',
    exportData: 'Export my data',
    exportDetail: 'As cards, as a table, or all of it. Works offline.',
    bringIn: 'Bring people in',
    bringInDetail: 'From your phone, Google, LinkedIn, Outlook, a table',
    persisted: 'This phone keeps your notes until you delete them.',
    notPersisted:
      'This phone may clear notes when it runs out of space. Those on the server are safe.',
    askPersist: 'Keep my notes on this phone',
    storageUnknown: 'This browser does not say whether it keeps notes for good.',
    leave: 'Leaving',
    about: 'About Karmadex',
    aboutDetail: 'What it is, privacy, version, whom to ask',
    signOut: 'Sign out',
    deleteAccount: 'Delete my account',
  },
  push: {
    label: 'Morning prompt on this phone',
    hint: 'One message a morning, about the people of the evening before.',
    states: {
      denied: 'Notifications are blocked for this app.',
      unsupported: 'This browser cannot receive notifications. Follow-ups wait in the app.',
    },
    deniedHow: 'Allow them in the settings of this device or of your browser. Then come back here.',
    byMail: {
      offer: 'Your morning can come by mail instead.',
      yes: 'Send it by mail',
      on: 'Your morning comes by mail.',
      failed: 'That did not work. Try again in a while.',
    },
    signInFirst: 'Sign in first: the server sends the prompt.',
    turnedOn: 'You will be asked tomorrow morning.',
    turnedOff: 'No more prompts on this phone.',
    failed: 'Your browser’s notifications cannot be reached just now. Try again in a while.',
    test: 'Send a test',
    tested: (devices: number, accepted: number): string =>
      devices === 0
        ? 'The server knows no device of yours yet. Turn this off and on again.'
        : accepted === 0
          ? 'It could not be sent. Try again in a while.'
          : 'On its way. It should be here in a moment.',
  },
  install: {
    why: 'On an iPhone or iPad, put Karmadex on the home screen first. Only there it can remind you, and what you jot down in Safari stays in Safari.',
    how: [
      'Tap Share, the square with an arrow, in Safari’s bar.',
      'Choose “Add to Home Screen”.',
      'Open Karmadex from there, sign in, and turn the morning prompt on.',
    ],
  },
  signOut: {
    title: 'Sign out of this phone',
    clean:
      'Everything here is on the server. It is wiped from this phone and comes back when you sign in again.',
    waiting: (changes: number) =>
      plural(changes, {
        one: 'One change is not yet on the server. If you sign out now, it is lost.',
        other: `${number(changes)} changes are not yet on the server. If you sign out now, they are lost.`,
      }),
    tryNow: 'Send first',
    keep: 'Stay signed in',
    anyway: 'Sign out anyway',
    button: 'Sign out',
    done: 'Signed out. This phone holds nothing of yours any more.',
    stillSignedIn:
      'Wiped from this phone. The server could not be reached: sign this phone out from another one.',
  },
};
