import { listed, number, plural } from './index';

export const followups = {
  title: 'Follow-ups',
  /** A nameless person among names: what they are known for. */
  quoted: (what: string) => `“${what}”`,
  strip: (names: readonly string[], others: number) =>
    `Say hi to ${listed(others ? [...names, plural(others, { one: 'one other', other: `${number(others)} others` })] : names)}`,
  morning: 'Good morning',
  morningOf: (people: number) =>
    plural(people, { one: 'One person to say hi to.', other: `${people} people to say hi to.` }),
  morningDone: 'Everybody of this morning is taken care of.',
  due: 'To say hi to',
  others: 'Also waiting',
  olderLetGo: (people: number) =>
    plural(people, { one: 'Let this older one go', other: `Let these ${people} older ones go` }),
  eveningOn: (event: string, date: string) => `${event}, ${date}`,
  comingUp: 'Coming up',
  later: 'Further ahead',
  season: {
    title: 'Everyone gets their turn',
    waitFor: (names: readonly string[], more: boolean) =>
      `${listed(more ? [...names, 'others'] : names)} ${names.length > 1 || more ? 'have' : 'has'} not heard from you yet.`,
    all: 'Everybody you met this season has heard from you.',
    waiting: 'Not yet in touch',
    write: 'Write',
  },
  empty: {
    title: 'Nobody is waiting.',
    text: 'After an evening out, the people you jotted down turn up here the next morning.',
  },
  quietNow: {
    title: 'Nothing for today.',
    text: 'The ones below come up on their own morning.',
  },
  metAt: (event: string, date: string) => `Met at ${event} ${date}`,
  metOn: (date: string) => `Met ${date}`,
  promised: 'You promised',
  pastFace: 'A face from the past',
  reasons: {
    next_morning: '',
    promise: '',
    keep_in_touch: 'To keep in touch',
    birthday: 'Birthday',
  },
  sayHi: 'Say hi…',
  saidHi: 'Said hi',
  tomorrow: 'Tomorrow',
  letGo: 'Let it go',
  allTomorrow: 'All tomorrow',
  /** If more people are due than somebody wants to write to in one morning. */
  handful: {
    enough: 'A handful is plenty for one morning. The others are in no hurry.',
    tomorrow: 'The others tomorrow',
    more: 'A few more now',
  },
  /** Accessible names of buttons: which person they are about. */
  about: (action: string, person: string) => `${action}: ${person}`,
  told: {
    saidHi: (person: string) => `Said hi to ${person}.`,
    kept: (person: string) => `Promise to ${person} kept.`,
    tomorrow: (person: string, date: string) => `${person} comes back ${date}.`,
    letGo: (person: string) => `Let go of ${person}. That is fine.`,
    allLetGo: (people: number) =>
      plural(people, { one: 'Let go. That is fine.', other: `${people} let go. That is fine.` }),
    allTomorrow: (people: number, date: string) =>
      plural(people, {
        one: `One person comes back ${date}.`,
        other: `${people} people come back ${date}.`,
      }),
  },
  relative: {
    today: 'today',
    yesterday: 'yesterday',
    tomorrow: 'tomorrow',
    on: (date: string) => `on ${date}`,
  },
  hello: {
    title: (person: string) => `Say hi to ${person}`,
    line: 'Your first line',
    hint: 'Change it as you like. It goes out through your phone, not through us.',
    others: 'Or go on with',
    plain: 'Only that',
    own: 'Your own lines',
    keep: 'Keep this one for others',
    kept: 'Kept. Next time with their name in it.',
    forget: (line: string) => `Forget: ${line}`,
    forgotten: 'The line is forgotten.',
    nudge: {
      client: (name: string) => `That is about ${name}. Leave it for when they ask?`,
      talking_point: 'That is one of your talking points. Leave it for when they ask?',
      asking: 'That asks for something. Perhaps only say hi this time?',
    },
    share: 'Send with…',
    mail: (name: string, address: string) => `Mail ${name} · ${address}`,
    sms: (name: string, number: string) => `Text ${name} · ${number}`,
    /** By the name of the messenger. */
    messenger: (app: string, number: string) => `${app} · ${number}`,
    went: { title: 'Did it go?', yes: 'Yes, it went', no: 'Not yet' },
    without: 'Said hi another way',
    copy: 'Copy',
    copied: 'Copied.',
    noCopy: 'This browser does not let us copy. Press on the text to copy it.',
    /** The subject of a mail. */
    subject: 'Hello',
    addContact: 'Add a mail address or a number on their page to write to them from here.',
  },
  invite: {
    text: 'One friendly message the morning after, with their names: would that help?',
    accept: 'Yes, remind me',
    how: 'See how',
    accepted: 'You will be asked tomorrow morning.',
    failed: 'That did not work just now. You find it in the settings.',
  },
  promise: {
    add: 'Promise something',
    title: (person: string) => `A promise to ${person}`,
    what: 'What did you promise?',
    placeholder: 'Send the recipe',
    when: 'Remind me on',
    save: 'Keep it in mind',
    saved: (date: string) => `You will be reminded ${date}.`,
    needed: 'Say what it is.',
    needsDate: 'Pick a day.',
  },
};
