import { number, plural } from './index';

export const capture = {
  title: 'Jot down',
  field: 'Who did you meet, or what do you want to remember?',
  placeholder: 'Maya — water-skis #sailing',
  save: 'Save',
  tonight: 'Tonight',
  today: 'Today',
  goesTo: 'For ',
  nowhere: 'where are you?',
  whoWasThat: 'Who was that again?',
  changeEvent: 'Change where this goes',
  /** The suggested name of an event. */
  suggested: (weekday: string, part: 'day' | 'evening') =>
    part === 'evening' ? `${weekday} mixer` : `${weekday} meet-up`,
  opener: {
    first: 'What brought them out tonight?',
    text: 'Ask that, and listen. When they have gone for a drink, jot down the one thing you would like to remember.',
    quiet: 'Somebody worth remembering?',
    quietText: 'Everybody is. A name, a dash, and what they love: that is enough.',
  },
  welcome: {
    signIn: 'Sign in',
    text: 'Jot down who you meet. Tomorrow morning I ask you to say hi.',
    homeScreen: 'On an iPhone, put me on the home screen first: what you jot here stays in Safari.',
  },
  met: (event: string) => `Met at ${event}`,
  preview: 'As it will be saved',
  justNote: 'Just a note',
  noteOnly: 'A note about nobody in particular',
  oneNote: 'One note about all',
  somebodyNew: 'Somebody new',
  aPerson: 'About a person',
  several: (n: number) => plural(n, { one: 'One person', other: `${n} people` }),
  swap: 'Swap name and known for',
  nameless: 'No name yet',
  known: 'You know them',
  about: 'About',
  aboutLast: (who: string) => `About ${who}, the last one`,
  unchoose: (who: string) => `Not about ${who}`,
  saved: (who: string, due: boolean) =>
    due ? `Saved: ${who}. Say hi in the morning.` : `Saved: ${who}`,
  savedNote: 'Saved.',
  undone: 'Taken back. The line is in the field again.',
  notSaved:
    'Not saved: the phone did not take it. Your line is still here. Try once more, or take it along:',
  full: 'Not saved: the phone is full. Your line is still here. Make some room, or take it along:',
  noStorage:
    'This browser lets the app keep nothing, so nothing can be saved here. Open it in an ordinary window, or in another browser.',
  copy: 'Copy',
  copied: 'Copied',
  share: 'Share',
  andMore: (n: number) => `and ${number(n)} more`,
};

export const eveningForm = {
  title: 'Where are you?',
  name: 'Name of the evening',
  save: 'Save',
  choose: 'Where does the next note go?',
  another: 'Somewhere new',
  nowhere: 'Not at an event',
  here: 'Here now',
  open: (event: string) => `Open ${event}`,
};
