/** Finds documents by their words. Uses no database and no clock. */
import MiniSearch, { type QueryCombination } from 'minisearch';
import { type Doc, FIELDS, type Field, type FoundKind } from './documents';
import { both, either, type Hits } from './hits';
import { likenessTo, type Match } from './likeness';
import { asWords, type Understood, understand } from './parseQuery';
import type { Now } from './timeExpressions';
import { familyOf, termsOf } from './tokens';
import { type Line, linesOf } from './why';
import { likely, type Mistakes, nearTo, none, wordQuery } from './wordQuery';

export interface Found {
  id: string;
  kind: FoundKind;
  on?: string | undefined;
  day: string;
  /** The lines to show, with the reasons why it was found. */
  lines: Line[];
}

export interface Findings {
  found: Found[];
  /** The number of all results. */
  total: number;
  /** No document has all words; these have some. */
  partly: boolean;
  /** The time found in the text, also if the text is searched literally. */
  time: Understood['time'];
}

/** A shorter beginning is part of too many words. */
const LEAST_MEANT = 5;
const MOST_MEANT = 8;

/** Leaves out single letters next to other words: they occur in every text. */
const telling = (words: string[]): string[] => {
  const long = words.filter(({ length }) => length > 1);
  return long.length ? long : words;
};

interface Hit {
  doc: Doc;
  match: Match;
}

const within = (time: Understood['time'], { day }: Doc): boolean =>
  !time || (time.span.from <= day && day <= time.span.to);

export class Finder {
  readonly #docs = new Map<string, { doc: Doc; print: string }>();
  /** All terms of the index, to see whether "waterski" consists of two known words. */
  readonly #terms = new Set<string>();
  /** The beginnings of all terms, from three letters on. A word that is not among them may be mistyped. */
  readonly #beginnings = new Set<string>();
  /** The results for each word of the last question: most of the next question's words are the same. */
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

  /** Returns what to change so that exactly these documents can be found, the latest first. */
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
   * Returns the results for a text, the most similar first, then the latest. Who somebody is, and how much is
   * noted about them, does not count. `literal`: no time and no event is read out of the text. `isTyping`: only
   * what has all words as they are.
   */
  find(text: string, now: Now, { literal = false, limit = 20, isTyping = false } = {}): Findings {
    const read = understand(text, now);
    const { words, event, time } = literal ? { ...asWords(text), time: undefined } : read;
    if (!words.length && !event.length && !time)
      return { found: [], total: 0, partly: false, time: read.time };
    const asked = [...words, ...event];
    this.#before = this.#asked;
    this.#asked = new Map();
    let hits = this.#hits({ words, event, time }, isTyping);
    // "at home" is not an event: search it as words.
    if (!hits.length && event.length)
      hits = this.#hits({ words: asked, event: [], time }, isTyping);
    const partly = !isTyping && !hits.length && asked.length > 1;
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
   * Returns documents with all words. Mistakes are searched only if nothing is found, because that takes most
   * of the time. Of several words, those are taken for mistyped that no term begins with.
   */
  #hits({ words, event, time }: Understood, isTyping: boolean): Hit[] {
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
    return !isTyping && !hits.length && [...words, ...event].some(odd) ? search(odd) : hits;
  }

  /** Returns documents with any of the words. */
  #some(words: string[], time: Understood['time']): Hit[] {
    return this.#during(time, either(words.map((word) => this.#having(word, none))));
  }

  #during(time: Understood['time'], hits: Hits): Hit[] {
    return [...hits].flatMap(([id, match]) => {
      const doc = this.#docs.get(id)?.doc;
      return doc && within(time, doc) ? [{ doc, match }] : [];
    });
  }

  /**
   * Returns documents with each word, also if two words are written as one ("water ski"), or one as two
   * ("waterski").
   */
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

  /** Returns documents with one word. */
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

  /** Returns beginnings of terms that differ from a word by one letter: "marathn" for "marathoning". */
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

  /** Whether a term begins with the word, or with another form of it. */
  #isBegun(word: string): boolean {
    return this.#beginnings.has(word) || this.#knows(word);
  }

  /** Whether the word, or another form of it, is a term. */
  #knows(word: string): boolean {
    return [word, ...familyOf(word)].some((term) => this.#terms.has(term));
  }

  /** Returns the two known words that a word is composed of. */
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
