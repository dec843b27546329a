/**
 * Reads a line as people type it: "Maya Chen — water-skis #sailing". Pure; takes linear time for any text.
 * The result is a proposal, with the other possible readings.
 */
import { LineReader } from './lineReader';
import { namesIn } from './names';
import { BULLET, COMMA, narrowed, SIGN } from './punctuation';
import { MARK, type Reach, takeReach } from './reach';
import { type PersonReader, personReader, type ReadPerson } from './readPerson';
import { tagsIn, withoutTags } from './tags';
import type { Vocabulary } from './vocabulary';

export type As = 'person' | 'several' | 'note';

export interface LineReading {
  as: As;
  /** Empty: the line is about nobody. */
  people: ReadPerson[];
  interests: string[];
  /** Signs show whom it is about, not only the order of the words. */
  sure: boolean;
  /** All addresses, numbers and links of the line. */
  reach: Reach;
}

/** A longer text is not read as a line. */
const LONGEST_LINE = 10_000;

/** Returns the possible readings, the most likely first. The last is always one about nobody. */
export function readLine(typed: string, vocabulary: Vocabulary): LineReading[] {
  const note = (reading: LineReading): LineReading => ({ ...reading, as: 'note', people: [] });
  const somebody = readings(typed, vocabulary).map((reading) => ({
    ...reading,
    people: reading.people.filter(({ name, known_for }) => name || known_for),
  }));
  const seen = new Set<As>();
  return somebody
    .map((reading) => (reading.people.length ? reading : note(reading)))
    .filter(({ as }) => !seen.has(as) && seen.add(as));
}

function readings(typed: string, vocabulary: Vocabulary): LineReading[] {
  const line = narrowed(typed.slice(0, LONGEST_LINE).replace(BULLET, ''))
    // An ideographic space separates family and given name, or a name from what is said.
    .replace(/\u3000(\S{1,200})/gu, (_, next: string) =>
      /^\p{Script=Han}{1,3}$/u.test(next) ? ` ${next}` : ` — ${next}`,
    );
  const taken = takeReach(line);
  const text = taken.text.replace(/\s+/gu, ' ').trim();
  const interests = tagsIn(text);
  const whole = { interests, sure: true, reach: taken.of(text) };
  const note: LineReading = { as: 'note', people: [], ...whole };
  const body = withoutTags(text, 'edges');
  if (!body) return [note];
  const reader = new LineReader(vocabulary, taken);
  const readPerson = personReader(vocabulary, taken);
  const somebody = (): LineReading => ({
    as: 'person',
    people: [readPerson('', body, text)],
    ...whole,
  });
  const one = reader.read(body);
  if (reader.parts) {
    const people = reader.parts.flatMap((part) => {
      const each = new LineReader(vocabulary, taken).read(part.trim(), true);
      return each ? readPerson(each.names[0] ?? '', each.known, part) : [];
    });
    return [{ as: 'several', people, ...whole }, somebody(), note];
  }
  if (!one || (!one.names.length && !one.known)) return [note, somebody()];
  const { names, known, sure } = one;
  if (names.length > 1) {
    // Addresses and numbers belong to the first person.
    const unmarked = text.replace(MARK, '');
    const people = names.map((name, index) => readPerson(name, known, index ? unmarked : text));
    const sign = SIGN.exec(body);
    const head = sign ? body.slice(0, sign.index) : names.join(', ');
    return [
      { as: 'several', people, ...whole, sure },
      { as: 'person', people: [personOf(readPerson, head, names, known, text)], ...whole, sure },
      note,
    ];
  }
  const person = readPerson(names[0] ?? '', known, text);
  const all: LineReading[] = [{ as: 'person', people: [person], ...whole, sure }, note];
  const isSigned = SIGN.test(body);
  const several = namesIn(withoutTags(isSigned ? (names[0] ?? '') : body), vocabulary).names;
  if (names.length && several.length > 1)
    all.splice(1, 0, {
      as: 'several',
      people: several.map((name) => readPerson(name, isSigned ? known : '', '')),
      ...whole,
      sure,
    });
  return all;
}

/** Reads two names as one person known by both; the second may also be what is said about them. */
function personOf(
  readPerson: PersonReader,
  head: string,
  names: readonly string[],
  known: string,
  text: string,
): ReadPerson {
  const comma = COMMA.exec(head);
  if (!known && comma && names.length === 2)
    return readPerson(names[0] as string, names[1] as string, text);
  return readPerson(head, known, text);
}
