/**
 * What the app says, in English: the words every screen shares. Each part that loads later has its
 * own file beside this one (`en/people.ts` …), so that the first screen carries only its own words.
 * Features say `import { t } from '…/app/texts/en'` and `import { people as p } from '…/texts/en/people'`.
 */
const rules = new Intl.PluralRules('en');

/** `plural(2, { one: '1 note', other: '2 notes' })`. */
export function plural(n: number, forms: { one: string; other: string }): string {
  return rules.select(n) === 'one' ? forms.one : forms.other;
}

/** "Maya", "Maya and Tom", "Maya, Tom and Ada". */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(words);
}

export const t = {
  app: 'Karmadex',
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
    add: 'Add',
    remove: (what: string) => `Remove ${what}`,
    delete: 'Delete',
    undo: 'Undo',
    done: 'Done',
    more: 'Show more',
    today: 'Today',
    yesterday: 'Yesterday',
    tonight: 'Tonight',
    gone: 'This is not here any more.',
    notFound: 'There is no such page.',
    toStart: 'To the first page',
    notLoaded: 'This part of the app could not be loaded.',
    reload: 'Load again',
    leave: 'What you typed is kept as a draft.',
  },
  sync: {
    waiting: (n: number) => `${n} not yet on the server`,
    parked: (n: number) => plural(n, { one: '1 needs you', other: `${n} need you` }),
    link: 'See what waits',
  },
  session: {
    expired: 'Signed out. All is kept.',
    signIn: 'Sign in again',
  },
  update: {
    ready: 'A new version is ready.',
    take: 'Take it',
  },
  person: {
    /** Somebody without a name and without anything they are known for. */
    somebodyFrom: (event: string) => `somebody from ${event}`,
    somebody: 'somebody you met',
    knownFor: (name: string, knownFor: string) => `${name}, ${knownFor}`,
  },
};
