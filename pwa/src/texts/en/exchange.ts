import { number, plural } from './index';

const people = (n: number) => plural(n, { one: 'one person', other: `${number(n)} people` });

export const exchange = {
  title: 'Bring people in',
  why: 'Everybody you already know, from a file. You see who is in it before anybody comes in, and it can be taken back.',
  choose: 'Choose a file',
  picker: 'From this phone’s contacts',
  paste: 'Paste it here',
  pasteHint: 'A contact, a table, an evening from a calendar',
  read: 'Read it',
  pasted: 'What you pasted',
  picked: 'This phone’s contacts',
  drop: 'You can drop a file anywhere on this page, too.',
  how: 'How to get such a file',
  ways: [
    'iPhone: in Contacts, Lists, hold “All Contacts”, Export.',
    'Android and Google: contacts.google.com, Export, as Google CSV or vCard.',
    'LinkedIn: Settings, Data privacy, Get a copy of your data, Connections.',
    'Outlook: People, Manage contacts, Export.',
    'Monica: Settings, Export, as JSON. And whatever you took out of Karmadex.',
  ],
  reading: (name: string) => `Reading ${name}…`,
  trouble: {
    nothing: 'We found nobody in it.',
    broken: 'This file cannot be read, or it is not all there.',
    not_kept: 'It could not be kept on this phone. Is there room? What came in so far is here.',
  },
  look: 'What is in it',
  counts: {
    fresh: (n: number) => plural(n, { one: 'One is new', other: `${number(n)} are new` }),
    known: (n: number) =>
      plural(n, { one: 'One is here already', other: `${number(n)} are here already` }),
    alike: (n: number) =>
      plural(n, {
        one: 'One may be somebody you know',
        other: `${number(n)} may be people you know`,
      }),
    deleted: (n: number) =>
      plural(n, { one: 'You deleted one before', other: `You deleted ${number(n)} before` }),
    unread: (n: number) =>
      plural(n, {
        one: 'One line could not be read',
        other: `${number(n)} lines could not be read`,
      }),
  },
  records: (n: number) =>
    plural(n, { one: 'One entry is missing here', other: `${number(n)} entries are missing here` }),
  recordsKnown: (n: number) =>
    plural(n, { one: 'One is here already', other: `${number(n)} are here already` }),
  alikeHint: 'They come in beside each other. Nobody is merged unless you say so, under People.',
  sameAs: (who: string) => `perhaps ${who}`,
  bringBack: 'Bring them all back',
  again: (n: number) =>
    plural(n, { one: 'One is in it twice.', other: `${number(n)} are in it twice.` }),
  cut: (n: number) =>
    plural(n, {
      one: 'One brings more than there is room for.',
      other: `${number(n)} bring more than there is room for.`,
    }),
  short: (n: number) =>
    plural(n, {
      one: 'One has a name or a job that is longer than its field; it is kept whole beside it.',
      other: `${number(n)} have a name or a job that is longer than its field; it is kept whole beside it.`,
    }),
  photos: (n: number) =>
    plural(n, {
      one: 'One has a picture, which comes after the people.',
      other: `${number(n)} have pictures, which come after the people.`,
    }),
  keptWhole: 'What has no field here is kept word for word with each person.',
  line: (at: number) => `Line ${number(at)}`,
  reasons: {
    nobody: 'It does not say who it is.',
    value: 'No field can hold this. It is kept with the rest.',
  },
  more: (n: number) => plural(n, { one: 'and one more', other: `and ${number(n)} more` }),
  columns: 'What is in the columns?',
  column: (n: number) => `Column ${number(n)}`,
  fields: {
    none: 'Just keep it',
    name: 'Name',
    given: 'First name',
    middle: 'Middle name',
    family: 'Last name',
    emails: 'Email address',
    phones: 'Phone number',
    links: 'Link',
    organisation: 'Organisation',
    role: 'Role',
    birthday: 'Birthday',
    interests: 'Interests',
    known_for: 'Known for',
  },
  bring: (n: number) => `Bring ${people(n)} in`,
  bringRecords: 'Bring it back',
  nothingNew: 'Everybody in it is here already.',
  importing: 'Coming in',
  pictures: 'Now their pictures',
  progress: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  leave: 'You can leave this page, or the app. It goes on when you are back.',
  done: (n: number) =>
    plural(n, { one: 'One person came in', other: `${number(n)} people came in` }),
  doneRecords: 'It is all back',
  place:
    'They have a place of their own under People until you meet. No morning names them before that.',
  toPeople: 'To People',
  another: 'Another file',
  takeBack: 'Take it back',
  takeBackOf: (name: string) => `Take it back: ${name}`,
  takingBack: 'Taking it back',
  takenBack: 'Taken back',
  stayed: (n: number) =>
    plural(n, {
      one: 'One stays: you have met since.',
      other: `${number(n)} stay: you have met since.`,
    }),
  notBack: 'These did not come back, because they were deleted elsewhere, too:',
  before: 'Brought in before',
  events: {
    title: (n: number) => plural(n, { one: 'An evening', other: `${number(n)} evenings` }),
    take: 'Take it',
    takeOf: (name: string) => `Take it: ${name}`,
    floating: 'It names no time zone: read as the time here.',
    repeated: 'It repeats. This is the first one.',
    taken: (name: string) => `${name} is among your evenings.`,
  },
  out: {
    title: 'Export my data',
    why: 'It is yours. All of this works without a network.',
    vcard: 'Everybody, as cards',
    vcardDetail: 'vCard, for any phone or address book',
    csv: 'Everybody, as a table',
    csvDetail: 'CSV, for a spreadsheet',
    zip: 'All of it',
    zipDetail: 'People, notes, evenings and the rest. It restores an empty account.',
    some: 'Only some people',
    find: 'Find somebody',
    making: 'Writing it…',
    made: (n: number) =>
      plural(n, { one: 'One is in the file.', other: `${number(n)} are in the file.` }),
    missing: (n: number) =>
      plural(n, {
        one: 'One picture could not be fetched just now, and is not in it.',
        other: `${number(n)} pictures could not be fetched just now, and are not in it.`,
      }),
    failed: 'The file could not be written.',
    handSome: (n: number) =>
      plural(n, { one: 'Hand one person on', other: `Hand ${number(n)} people on` }),
  },
};
