/** Finds documents by their words. It knows no database and no clock. */
import MiniSearch, { type QueryCombination } from 'minisearch';
import { type Doc, FIELDS, type Field, type FoundKind } from './documents';
import { likenessTo, type Match } from './likeness';
import { asWords, type Understood, understand } from './parseQuery';
import type { Now } from './timeExpressions';
import { familyOf, termsOf } from './tokens';
import { type Line, linesOf } from './why';

export interface Found {
  id: string;
  kind: FoundKind;
  on?: string | undefined;
  day: string;
  /** What it says, and why it was found. */
  lines: Line[];
}

export interface Findings {
  found: Found[];
  /** How many there are in all. */
  total: number;
  /** Nothing has all of the words; these have some. */
  partly: boolean;
  /** The time that can be read out of the text, also where it is taken literally. */
  time: Understood['time'];
}

/** Where whoever has typed only one letter looks, or two: for what somebody or something is called. */
const fieldsFor = (word: string): Field[] => (word.length === 1 ? ['title'] : ['title', 'known']);

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** A shorter beginning may be anything's. */
const LEAST_MEANT = 5;
const MOST_MEANT = 8;

/** With two neighbouring letters changed over: the mistake that counts as two. */
const swapped = (word: string): string[] =>
  [...word].flatMap((letter, index, letters) => {
    const next = letters[index + 1];
    return next && next !== letter ? [letters.toSpliced(index, 2, next, letter).join('')] : [];
  });

/** What a word may be with one letter more, less, or another one; the first is seldom wrong. */
function nearTo(word: string): Set<string> {
  const letters = Array.from(word);
  const near = new Set(swapped(word));
  for (let at = 1; at <= letters.length; at++) {
    near.add(letters.toSpliced(at, 1).join(''));
    for (const letter of LETTERS) {
      near.add(letters.toSpliced(at, 0, letter).join(''));
      near.add(letters.toSpliced(at, 1, letter).join(''));
    }
  }
  return near;
}

/** How many typing mistakes are looked for in a word. */
type Mistakes = (word: string) => number;
const none: Mistakes = () => 0;
const likely: Mistakes = ({ length }) => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

/**
 * One word: as it is typed so far, or another one of its family; with so many typing mistakes as well.
 */
function wordQuery(word: string, mistakes: Mistakes, fields?: Field[]): QueryCombination {
  const long = word.length >= 3;
  const fuzzy = mistakes(word);
  const within = fields && { fields };
  const term = (each: string) => ({ queries: [each], ...within });
  return {
    combineWith: 'OR',
    queries: [
      { ...term(word), ...(long && { prefix: true }), ...(fuzzy && { fuzzy }) },
      ...(long ? [] : [{ queries: [word], fields: fields ?? fieldsFor(word), prefix: true }]),
      ...familyOf(word).map(term),
      ...(fuzzy ? swapped(word).map(term) : []),
    ],
  };
}

/** One letter beside other words says nothing yet, and is in everything. */
const telling = (words: string[]): string[] => {
  const long = words.filter(({ length }) => length > 1);
  return long.length ? long : words;
};

/** What was found, by its id, and for which terms. */
type Hits = ReadonlyMap<string, Match>;

/** What is in all of them. A term that was found twice is shown in the fields where the last found it. */
function both(all: Hits[]): Hits {
  const [fewest, ...others] = all.toSorted((one, other) => one.size - other.size);
  if (!fewest || !others.length) return fewest ?? new Map();
  const found = new Map<string, Match>();
  for (const id of fewest.keys())
    if (others.every((hits) => hits.has(id)))
      found.set(id, Object.assign({}, ...all.map((hits) => hits.get(id))));
  return found;
}

/** What is in any of them. */
function either(all: Hits[]): Hits {
  const [first, ...others] = all;
  if (!first || !others.length) return first ?? new Map();
  const found = new Map(first);
  for (const hits of others)
    for (const [id, match] of hits) {
      const known = found.get(id);
      found.set(id, known ? { ...known, ...match } : match);
    }
  return found;
}

interface Hit {
  doc: Doc;
  match: Match;
}

const within = (time: Understood['time'], { day }: Doc): boolean =>
  !time || (time.span.from <= day && day <= time.span.to);

export class Finder {
  readonly #docs = new Map<string, { doc: Doc; print: string }>();
  /** Every term there is: to see whether "waterski" is two words that are known. */
  readonly #terms = new Set<string>();
  /** What terms begin with, from three letters on: what is not among them may be mistyped. */
  readonly #beginnings = new Set<string>();
  /** What has which word, of the question before: most of them are in the next one, too. */
  #before = new Map<string, Hits>();
  #asked = new Map<string, Hits>();
  readonly #index = new MiniSearch<Doc>({
    fields: [...FIELDS],
    extractField: (doc, field) => (field === 'id' ? doc.id : (doc.texts[field as Field] ?? '')),
    tokenize: termsOf,
    processTerm: (term) => {
      if (!this.#terms.has(term)) {
        this.#terms.add(term);
        for (let end = 3; end <= term.length; end++) this.#beginnings.add(term.slice(0, end));
      }
      return term;
    },
    searchOptions: { tokenize: (text) => [text], processTerm: (term) => term },
  });

  get size(): number {
    return this.#docs.size;
  }

  /** What has to be done so that exactly these can be found, the latest first. */
  compare(docs: readonly Doc[]): { put: Doc[]; drop: string[] } {
    const ids = new Set(docs.map(({ id }) => id));
    const put = docs.filter((doc) => this.#docs.get(doc.id)?.print !== printOf(doc));
    return {
      put: put.sort((one, other) => (one.day < other.day ? 1 : -1)),
      drop: [...this.#docs.keys()].filter((id) => !ids.has(id)),
    };
  }

  put(doc: Doc): void {
    this.drop(doc.id);
    this.#docs.set(doc.id, { doc, print: printOf(doc) });
    this.#index.add(doc);
  }

  drop(id: string): void {
    this.#asked.clear();
    if (this.#docs.delete(id)) this.#index.discard(id);
  }

  /**
   * What answers to a text, the closest in words first and of those the latest. How much is noted
   * about somebody, and who they are, has no say in it. `literal`: no time and no event is read out of it.
   */
  find(text: string, now: Now, { literal = false, limit = 20 } = {}): Findings {
    const read = understand(text, now);
    const { words, event, time } = literal ? { ...asWords(text), time: undefined } : read;
    if (!words.length && !event.length && !time)
      return { found: [], total: 0, partly: false, time: read.time };
    const asked = [...words, ...event];
    this.#before = this.#asked;
    this.#asked = new Map();
    let hits = this.#hits({ words, event, time });
    // "at home" is no event: then it is only words.
    if (!hits.length && event.length) hits = this.#hits({ words: asked, event: [], time });
    const partly = !hits.length && asked.length > 1;
    if (partly) hits = this.#some(asked, time);

    const likeness = likenessTo(asked);
    const ranked = hits
      .map(({ doc, match }) => ({ doc, match, like: likeness(match) }))
      .sort(
        (one, other) =>
          other.like - one.like ||
          (one.doc.day === other.doc.day
            ? one.doc.id < other.doc.id
              ? -1
              : 1
            : one.doc.day < other.doc.day
              ? 1
              : -1),
      );
    return {
      found: ranked.slice(0, limit).map(({ doc, match }) => ({
        id: doc.id,
        kind: doc.kind,
        on: doc.on,
        day: doc.day,
        lines: linesOf(doc, match),
      })),
      total: ranked.length,
      partly: partly && ranked.length > 0,
      time: read.time,
    };
  }

  /**
   * What has all of the words. To look for mistakes costs most of the time, and where anything is found
   * it would only add noise. Of several words those are mistyped that nothing begins with.
   */
  #hits({ words, event, time }: Understood): Hit[] {
    if (!words.length && !event.length) {
      return [...this.#docs.values()].flatMap(({ doc }) =>
        within(time, doc) ? [{ doc, match: {} }] : [],
      );
    }
    const search = (mistakes: Mistakes) =>
      this.#during(
        time,
        both([
          ...(words.length ? [this.#allOf(telling(words), mistakes)] : []),
          ...event.map((word) => this.#having(word, mistakes, ['event'])),
        ]),
      );
    const alone = words.length + event.length === 1;
    const odd: Mistakes = (word) => (alone || !this.#isBegun(word) ? likely(word) : 0);
    const hits = search(none);
    return !hits.length && [...words, ...event].some(odd) ? search(odd) : hits;
  }

  /** What has any of the words. */
  #some(words: string[], time: Understood['time']): Hit[] {
    return this.#during(time, either(words.map((word) => this.#having(word, none))));
  }

  #during(time: Understood['time'], hits: Hits): Hit[] {
    return [...hits].flatMap(([id, match]) => {
      const doc = this.#docs.get(id)?.doc;
      return doc && within(time, doc) ? [{ doc, match }] : [];
    });
  }

  /** Each of the words; or two neighbours as one ("water ski"), or one as two ("waterski"). */
  #allOf(words: string[], mistakes: Mistakes): Hits {
    const each = words.map((word) => this.#having(word, mistakes));
    const ways = [both(each)];
    words.forEach((word, index) => {
      const joined = word + (words[index + 1] ?? '');
      if (joined !== word && this.#knows(joined))
        ways.push(both(each.toSpliced(index, 2, this.#having(joined, mistakes))));
      for (const halves of this.#halves(word))
        ways.push(
          both(each.toSpliced(index, 1, ...halves.map((half) => this.#having(half, mistakes)))),
        );
    });
    return either(ways);
  }

  /** What has one word. */
  #having(word: string, mistakes: Mistakes, fields?: Field[]): Hits {
    const key = [word, mistakes(word), ...(fields ?? [])].join(' ');
    const hits =
      this.#asked.get(key) ?? this.#before.get(key) ?? this.#searchFor(word, mistakes, fields);
    this.#asked.set(key, hits);
    return hits;
  }

  #searchFor(word: string, mistakes: Mistakes, fields?: Field[]): Hits {
    const own = this.#search(wordQuery(word, mistakes, fields));
    if (!mistakes(word)) return own;
    const meant = this.#meant(word);
    return either([own, ...meant.map((each) => this.#search(wordQuery(each, none, fields)))]);
  }

  #search(query: QueryCombination): Hits {
    return new Map(this.#index.search(query).map(({ id, match }) => [id, match]));
  }

  /** What words begin with, of which one letter was mistyped: "marathn" is on the way to "marathoning". */
  #meant(word: string): string[] {
    if (word.length < LEAST_MEANT || this.#beginnings.has(word)) return [];
    const begun = (typed: string): string[] =>
      [...nearTo(typed)]
        .filter((each) => each.length >= LEAST_MEANT && this.#beginnings.has(each))
        .slice(0, MOST_MEANT);
    const meant = begun(word);
    // The last letter may be another mistake: "tostr".
    return meant.length ? meant : begun(word.slice(0, -1));
  }

  /** Whether a word of some text begins so, or is of the same family. */
  #isBegun(word: string): boolean {
    return this.#beginnings.has(word) || this.#knows(word);
  }

  /** Whether a word, or one of its family, is in some text. */
  #knows(word: string): boolean {
    return [word, ...familyOf(word)].some((term) => this.#terms.has(term));
  }

  /** The words that one is put together from, as far as both are known. */
  #halves(word: string): [string, string][] {
    const found: [string, string][] = [];
    for (let cut = 3; cut <= word.length - 3; cut++) {
      const [one, other] = [word.slice(0, cut), word.slice(cut)];
      if (this.#terms.has(one) && this.#knows(other)) found.push([one, other]);
    }
    return found;
  }
}

const printOf = ({ day, texts }: Doc): string => JSON.stringify([day, texts]);
