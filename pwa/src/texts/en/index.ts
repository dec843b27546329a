/** The English texts that all screens share. */
import { grammarOf } from '../grammar';

export const { forms, plural, listed, number } = grammarOf('en', ['one', 'other']);

export const t = {
  app: 'Karmadex',
  direction: 'ltr' as 'ltr' | 'rtl',
  nav: {
    label: 'Main',
    capture: 'Jot',
    people: 'People',
    events: 'Events',
    followups: 'Follow-ups',
    settings: 'Settings',
    skip: 'Skip to the content',
  },
  common: {
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    back: 'Back',
    edit: 'Edit',
    delete: 'Delete',
    undo: 'Undo',
    done: 'Done',
    more: 'Show more',
    gone: 'This is not here any more.',
    notFound: 'There is no such page.',
    toStart: 'To the first page',
    notKept: 'This could not be kept on the phone. What you typed is still here: try once more.',
    tooLong: (has: number, most: number) =>
      `Too long: ${number(has)} characters, and there is room for ${number(most)}. Nothing is cut.`,
    tooMany: (most: number) => `At most ${number(most)}.`,
    tooManyMarks: 'There are too many accents on one letter: leave some out.',
    notLoaded: 'There is a new version of the app, or no network just now: load it again.',
    reload: 'Load again',
  },
  sync: {
    hereOnly: 'On this phone only · Make an account',
    notes: (n: number) =>
      plural(n, {
        one: '1 note not yet on the server',
        other: `${number(n)} notes not yet on the server`,
      }),
    changes: (n: number) => `${number(n)} not yet on the server`,
    parked: (n: number) => plural(n, { one: '1 needs you', other: `${n} need you` }),
  },
  session: {
    expired: 'Signed out. All is kept.',
    signIn: 'Sign in again',
  },
  http: {
    told: 'This page came over plain http: nobody can sign in here.',
    open: 'Open it with https',
  },
  update: {
    ready: 'A new version is ready.',
    take: 'Take it',
  },
  person: {
    /** A person without a name, of whom nothing is known. */
    somebodyFrom: (event: string) => `somebody from ${event}`,
    somebody: 'somebody you met',
    knownFor: (name: string, knownFor: string) => `${name}, ${knownFor}`,
  },
};
