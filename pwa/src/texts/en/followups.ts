import { number, plural } from './index';

export const followups = {
  title: 'Follow-ups',
  morning: 'Good morning',
  morningOf: (people: number) =>
    plural(people, { one: 'One person to say hi to.', other: `${people} people to say hi to.` }),
  morningDone: 'Everybody of this morning is taken care of.',
  alsoDue: 'Still waiting, whenever you like',
  due: 'To say hi to',
  comingUp: 'Coming up',
  later: 'Further ahead',
  season: {
    title: 'Everyone gets their turn',
    line: (inTouch: number, met: number) =>
      plural(met, {
        one: inTouch
          ? 'You have been in touch with the one person you met this season.'
          : 'You met one person this season, and have not been in touch yet.',
        other: `You have been in touch with ${number(inTouch)} of the ${number(met)} people you met this season.`,
      }),
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
  /** Names of the buttons for who listens: which person they are about. */
  about: (action: string, person: string) => `${action}: ${person}`,
  told: {
    saidHi: (person: string) => `Said hi to ${person}.`,
    tomorrow: (person: string, date: string) => `${person} comes back ${date}.`,
    letGo: (person: string) => `Let go of ${person}. That is fine.`,
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
    mail: (address: string) => `Mail to ${address}`,
    sms: (number: string) => `Text to ${number}`,
    copy: 'Copy',
    copied: 'Copied.',
    noCopy: 'This browser does not let us copy. Press on the text to copy it.',
    /** The subject of a mail, when the browser asks for one. */
    subject: 'Hello',
    addContact: 'Add a mail address or a number on their page to write to them from here.',
  },
  invite: {
    text: 'One friendly push the morning after, with their names: would that help?',
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
