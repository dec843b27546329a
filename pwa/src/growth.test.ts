/**
 * Foreign text costs linear time. Every regular expression in the sources, and every function that reads
 * text, is run on texts of growing length that make careless ones slow. It fails if the time grows faster
 * than linearly.
 */
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import { bytesOf } from './contacts/bytes';
import { thinned } from './contacts/pictures';
import { contactsIn } from './contacts/vcards';
import { lastName } from './features/capture/lastName';
import { plansOf } from './features/capture/plan';
import { eventsIn } from './features/exchange/calendar';
import { openFile } from './features/exchange/files';
import { eventInText } from './features/exchange/invitation';
import { readScanned } from './features/myCard/scanned';
import { understand } from './features/search/parseQuery';
import { termsOf } from './features/search/tokens';
import { marked } from './features/search/why';
import { readHere, vcardsIn } from './features/share/cardsHere';
import { contactIn, unread } from './features/share/read';
import { vocabulary } from './lines/languages';
import { aboutKnown, keysOf } from './lines/mentions';
import { piecesOf } from './lines/pieces';
import { readLine } from './lines/readLine';
import { fold, foldedWords } from './records/fold';
import { refusalOf } from './records/limits';
import { decomposed, keepable, lengthOf, partsOf } from './records/text';
import { withoutPictures } from './worker/share';

/** Long enough for quadratic time to show, and reached in steps, so that a slow pattern does not run for ever. */
const LONGEST = 16_000;
/** In ms: what takes less than this for the longest text is fast enough. */
const NOTHING = 30;
/** In ms: the steps in which some kernels count a thread's time. */
const TICK = 4;

const repeated = (text: string) => (length: number) =>
  text.repeat(Math.ceil(length / text.length)).slice(0, length);

const HOSTILE: Record<string, (length: number) => string> = {
  blanks: repeated(' '),
  'blanks and a letter': (length) => `${repeated(' ')(length - 1)}x`,
  'line breaks': repeated('\n'),
  'line breaks and blanks': repeated('\n '),
  addresses: repeated('a@'),
  'a name and addresses': (length) => `Bob\n${repeated('a@')(length)}`,
  'words and dots': repeated('a.'),
  tags: repeated('#'),
  'tags and blanks': repeated(' #a'),
  dashes: repeated('-'),
  'dashes and blanks': repeated(' - '),
  'long dashes': repeated('—'),
  digits: repeated('1'),
  'digits and signs': (length) => `${repeated('1-')(length - 1)}x`,
  'digits and blanks': (length) => `${repeated('1 ')(length - 1)}x`,
  letters: repeated('a'),
  capitals: repeated('A'),
  names: repeated('Maya and '),
  commas: repeated(', '),
  colons: repeated('a: '),
  who: repeated(' who '),
  'the one': repeated('the '),
  cards: repeated('BEGIN:VCARD\n'),
  'folded lines': repeated('BEGIN:VCARD\n a=\n'),
  'soft breaks': repeated('N;QUOTED-PRINTABLE:=\n'),
  quotes: repeated('"'),
  semicolons: repeated(';'),
  backslashes: repeated('\\'),
  brackets: repeated('('),
  'square brackets': repeated('['),
  marks: (length) => `a${repeated('\u0300\u0316')(length - 1)}`,
  'marks on letters': repeated(`a${'\u0316\u0300'.repeat(15)}`),
  emoji: repeated('🚤'),
  'halves of characters': repeated('\ud83d'),
  slashes: repeated('https://'),
  braces: repeated('{name}'),
};

/** Returns the processor time of this thread in ms, which other processes do not influence. */
const time = (work: () => void): number => {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
};

/** Returns the fastest of several runs: a busy machine makes a run slower, never faster. */
const quickest = (work: () => void, runs = 3): number =>
  Math.min(...Array.from({ length: runs }, () => time(work)));

/**
 * Whether the cost grows faster than the length. A text sixteen times as long should cost about as much as
 * sixteen short ones; if it is quadratic, it costs sixteen times that. The limit is four times. What exceeds
 * it is measured again.
 */
function growsTooFast(work: (text: string) => void, make: (length: number) => string): boolean {
  for (let length = LONGEST / 16; length <= LONGEST; length *= 4) {
    const [short, long] = [make(length / 16), make(length)];
    const sixteen = () => {
      for (let count = 0; count < 16; count++) work(short);
    };
    if (time(() => work(long)) < NOTHING) continue;
    for (let again = 0; ; again++) {
      const [some, more] = [quickest(sixteen), quickest(() => work(long))];
      if (more < NOTHING || more < 4 * Math.max(some, 2 * TICK)) break;
      if (again === 3) return true;
    }
  }
  return false;
}

const tooSlow = (work: (text: string) => void): string[] =>
  Object.entries(HOSTILE)
    .filter(([, make]) => growsTooFast(work, make))
    .map(([name]) => name);

const READERS: Record<string, (text: string) => unknown> = {
  'a line': (text) => readLine(text, vocabulary),
  'a line behind a name': (text) => readLine(`Bob ${text}`, vocabulary),
  'known people in a line': (text) =>
    aboutKnown(text, readLine(text, vocabulary), [{ id: 'm', name: 'Maya Chen' }], vocabulary),
  'the words by which they are found': (text) => keysOf(text, vocabulary),
  'the line as it will be saved': (text) =>
    plansOf({ text, reading: 'auto', swapped: false, chosen: [] }),
  'a line of several people': (text) =>
    plansOf({ text, reading: 'several', swapped: false, chosen: [] }),
  'the lines of a list': (text) => piecesOf(text, vocabulary),
  'the name that is being typed': lastName,
  'a share': (text) => readHere({ text, title: text, url: text, files: [text] }),
  'a share that is not read': (text) => unread({ text, files: [text] }),
  'a file that comes in': (text) => {
    const opened = openFile(new TextEncoder().encode(text));
    return opened?.what === 'people' && [...opened.items()];
  },
  'a table that comes in': (text) => {
    const opened = openFile(new TextEncoder().encode(`Name,Email\n${text}\nMaya,${text}`));
    return opened?.what === 'people' && [...opened.items()];
  },
  'a calendar that comes in': (text) =>
    eventsIn(
      new TextEncoder().encode(
        `BEGIN:VEVENT\nDTSTART;TZID=${text}:${text}\nLOCATION:http://${text}\n`,
      ),
      'UTC',
    ),
  // Longer texts are not read as an event.
  'an evening in a text': (text) =>
    eventInText(`${text.slice(0, 4_900)}\n3 December, 19:00 ${text.slice(0, 50)}`, 'UTC', 0),
  'a code that was scanned': (text) => [
    readScanned(text),
    readScanned(`MECARD:${text}`),
    readScanned(`https://x.example/${text}`),
  ],
  'a contact in plain text': contactIn,
  'a vCard': vcardsIn,
  'a vCard with something in it': (text) => vcardsIn(`BEGIN:VCARD\nN:${text}\nEND:VCARD`),
  'the pictures in a vCard': withoutPictures,
  'words that are looked for': termsOf,
  'words that are found': (text) => marked(text, new Set(['maya'])),
  'a search, and when something was': (text) =>
    understand(text, { today: '2026-11-29', southern: false }),
  'a word as it is compared': fold,
  'the words of a name': foldedWords,
  'a file of contacts': (text) => contactsIn(bytesOf(text)),
  'a list in a contact': (text) => contactsIn(bytesOf(`BEGIN:VCARD\nFN:Bob\nCATEGORIES:${text}`)),
  'an address in a contact': (text) => contactsIn(bytesOf(`BEGIN:VCARD\nFN:Bob\nEMAIL:${text}`)),
  'a picture in a contact': (text) => contactsIn(bytesOf(`BEGIN:VCARD\nPHOTO;BASE64:${text}`)),
  'a picture that is left out': (text) =>
    thinned(
      bytesOf(`PHOTO;B:\n ${text}\n${`PHOTO;B:\n ${text.slice(0, 9)}\n`.repeat(text.length / 20)}`),
    ),
  'a text as it is kept': keepable,
  'a text as it is compared': decomposed,
  'the characters of a text': lengthOf,
  'what is refused': (text) => refusalOf(text, 10_000),
  'the parts of a long text': (text) => partsOf(text, 10_000),
};

test('quadratic time is told from linear time', () => {
  // So slow that even a clock with coarse steps measures it on a busy machine.
  const blanksAtTheEnd = (text: string): void => {
    for (let count = 0; count < 5; count++) /\s+$/.exec(text);
  };
  expect(tooSlow(blanksAtTheEnd)).toContain('blanks and a letter');
  expect(tooSlow((text) => void text.trimEnd())).toEqual([]);
});

describe('each parser takes time proportional to the length of its input', () => {
  test.each(Object.entries(READERS))('%s', (_name, read) => {
    expect(tooSlow((text) => void read(text))).toEqual([]);
  });
});

/** Returns all regular expressions in a source. */
function patternsIn(file: string, source: string): RegExp[] {
  const found: RegExp[] = [];
  const lang = file.endsWith('x') ? 'tsx' : 'ts';
  JSON.stringify(parseAst(source, { lang, astType: 'ts' }, file), (_key, value) => {
    if (value?.type === 'Literal' && value.regex)
      found.push(new RegExp(value.regex.pattern, value.regex.flags));
    return typeof value === 'bigint' ? `${value}` : value;
  });
  return found;
}

const SOURCES = import.meta.glob<string>(['./**/*.{ts,tsx}', '!./**/*.test.*', '!./**/*.d.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

test('text is limited and normalised in one place', () => {
  const callers = Object.entries(SOURCES).filter(([, source]) => source.includes('.normalize('));
  expect(callers.map(([file]) => file)).toEqual(['./records/text.ts']);
});

describe('each regular expression takes time proportional to the length of its input', () => {
  const patterns = new Map<string, string>();
  for (const [file, source] of Object.entries(SOURCES))
    for (const pattern of patternsIn(file, source)) patterns.set(`${pattern}`, file);

  test('more than a hundred are checked', () => {
    expect(patterns.size).toBeGreaterThan(100);
  });

  test.each([...patterns])('%s (%s)', (literal) => {
    const end = literal.lastIndexOf('/');
    const flags = literal.slice(end + 1);
    const pattern = new RegExp(literal.slice(1, end), flags.includes('g') ? flags : `${flags}g`);
    expect(tooSlow((text) => void text.replace(pattern, ''))).toEqual([]);
  });
});
