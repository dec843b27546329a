import { plural } from '.';

const WORDS = ['', 'one', 'two', 'three', 'four', 'five', 'six'];
const MORE = ['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
/** "four": numbers up to twelve are written as words. */
const inWords = (n: number): string => [...WORDS, ...MORE][n] ?? `${n}`;

/** The screens before, during and after an event. */
export const evening = {
  around: 'Around this evening',
  offers: {
    before: 'Before you go in',
    cards: 'Cards',
    dare: 'A small dare',
    after: 'Wrap up',
    myCard: 'My card',
    table: 'Code for the table',
  },
  /** Notes captured before the event was created. */
  fromBefore: {
    question: (n: number) =>
      plural(n, { one: 'The one from before, too?', other: `The ${n} from before, too?` }),
    yes: 'Yes, they belong here',
    no: 'No, thank you',
    told: (n: number) =>
      plural(n, {
        one: 'The one from before is here, too.',
        other: `The ${n} from before are here, too.`,
      }),
  },
  /** What another app shared. */
  shared: {
    picture: 'A picture',
    recording: 'A recording',
    attached: (n: number) =>
      plural(n, { one: '1 picture or recording', other: `${n} pictures and recordings` }),
    title: 'Shared with Karmadex',
    take: 'Take it',
    evening: 'Make it an evening',
    discard: 'Throw away',
    thrown: 'Thrown away.',
    waits: 'It waits until your line is saved.',
    more: (n: number) => plural(n, { one: 'One more waits.', other: `${n} more wait.` }),
    failed: 'What you shared could not be kept on this phone. Please share it once more.',
    full: 'So many things wait already: take them or throw them away, then share this once more.',
    foreign: 'Another website tried to put something here. It was not taken.',
  },
  skip: 'Skip',
  breath: {
    title: 'Three breaths',
    settle: 'Put your shoulders down.',
    in: 'Breathe in',
    out: 'Breathe out',
    count: (breath: number) => `${['First', 'Second', 'Third'][breath - 1]} breath`,
  },
  pledge: {
    title: 'Your promise',
    change: (line: string) => `Change: ${line}`,
    none: 'No promise tonight? Then just go and enjoy it.',
    promise: 'I promise',
  },
  carry: {
    title: 'One to carry in',
    take: 'Take it in',
    without: 'Without one',
  },
  after: {
    title: 'Wrap-up',
    shelf: 'How to write tomorrow morning',
    met: (n: number) =>
      n === 0
        ? 'You came, and that counts.'
        : plural(n, { one: 'You met one person.', other: `You met ${inWords(n)} people.` }),
    missing: 'Anybody missing?',
    missingNobody: 'Was there somebody after all?',
    sort: {
      title: 'Whom are these about?',
      text: 'These notes name nobody. Put them with somebody, or leave them as they are.',
      other: 'Somebody else',
      somebodyNew: 'Somebody new',
      leave: 'Nobody',
      about: (who: string) => `About ${who}`,
      told: (who: string) => `Now with ${who}.`,
    },
    remind: {
      title: 'Tomorrow morning',
      text: 'One friendly message with their names, while the evening is still fresh. May I remind you?',
      yes: 'Yes, tomorrow morning',
      no: 'No, thank you',
      noTold: 'Fine. They wait in the app.',
      account: 'With an account I can remind you tomorrow morning, with their names.',
      on: (time: string) => `You will be reminded tomorrow at ${time}.`,
    },
    done: 'Good night',
    doneTold: 'Sleep well.',
  },
};
