import { listed, plural } from './index';

export const events = {
  title: 'Events',
  chooseOne: 'Choose an evening',
  add: 'Tonight: where are you?',
  addToday: 'Today: where are you?',
  plan: 'Plan one',
  cards: 'Cards',
  cardsDetail: 'Openers, your promise, what to say if they ask',
  none: 'No evenings yet',
  noneText: 'Name the one you are at, and everybody you jot down is remembered with it.',
  on: 'On now',
  past: 'Before',
  coming: 'Coming up',
  met: (who: readonly string[], more: number) =>
    more
      ? `Met ${who.join(', ')} and ${plural(more, { one: 'one more', other: `${more} more` })}`
      : `Met ${listed(who)}`,
  people: 'Whom you met',
  noPeople: 'Nobody yet.',
  gather: 'Who else was here?',
  notes: 'Notes',
  noNotes: 'No notes yet.',
  jot: 'Jot somebody down here',
  name: 'Name',
  place: 'Place',
  starts: 'Starts',
  ends: 'Ends',
  description: 'About it',
  zone: (zone: string) => `In the time of ${zone}`,
  begun: 'You had begun to change this evening.',
  delete: 'Delete this event',
  deleted: (name: string) => `${name} is deleted. Its notes and people stay.`,
  errors: {
    name: 'It needs a name.',
    starts: 'It needs a start.',
    ends: 'It cannot end before it starts.',
  },
  until: (from: string, to: string) => `${from} to ${to}`,
};
