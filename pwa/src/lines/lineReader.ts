/** Finds out whom a line is about and what it says of them, by its signs and the order of its words. Pure. */
import { describes } from './describes';
import { isName, isSmallName, listedNames, nameLength } from './names';
import { COMMA, EMOJI, SIGN, tidied } from './punctuation';
import { MARK, type Taken } from './reach';
import { withoutTags } from './tags';
import { bare, type Vocabulary } from './vocabulary';

const MOST_HEAD_WORDS = 4;
const MOST_SENTENCE_WORDS = 8;

/** A person found in a line, before their texts are cleaned. */
interface Found {
  names: string[];
  known: string;
  sure: boolean;
}

const found = (name: string | string[], known: string, sure = true): Found => ({
  names: typeof name === 'string' ? (name ? [name] : []) : name,
  known,
  sure,
});

export class LineReader {
  constructor(
    private readonly words: Vocabulary,
    private readonly taken: Taken,
  ) {}

  #is(kind: Parameters<Vocabulary['is']>[0], word = ''): boolean {
    return this.words.is(kind, bare(word));
  }

  #isName(text: string): boolean {
    return isName(text, this.words);
  }

  /** Returns what is said about somebody, without the word that leads to it. */
  #clause(text: string, comma = false): string {
    const clause = text.trim();
    const [first = ''] = clause.split(' ', 1);
    const rest = clause.slice(first.length).trim();
    const leads =
      this.#is('who', first) ||
      this.#is('pronouns', first) ||
      (comma && this.#is('whoAfterComma', first));
    return leads && rest ? rest : clause;
  }

  /** Reads a line, or a part of one. Returns null if it is about nobody. */
  read(line: string, part = false): Found | null {
    // "Sam she/her" is "Sam (she/her)".
    let text = line.replace(/ (\p{Ll}{2,5})\/\p{Ll}{2,5}(?=[ ,:])/u, (pair, one) =>
      this.#is('pronouns', one) ? ` (${pair.slice(1)})` : pair,
    );
    let told = false;
    let words = text.split(' ');
    const drop = (count: number) => {
      words = words.slice(count);
      text = words.join(' ').replace(/^[:—–-]\s*/u, '');
      words = text.split(' ');
    };
    const count = words.slice(1, 3).findIndex((word) => this.#is('people', word)) + 2;
    const isCount =
      count > 1 && (/^\d{1,3}$/u.test(words[0] ?? '') || this.#is('numbers', words[0]));
    if (isCount && /:$|^$/u.test(words[count - 1] ?? '')) drop(count);
    else if (/:$/u.test(words[0] ?? '') && this.#is('labels', words[0]) && words.length > 1)
      drop(1);
    if (this.words.leading('nobody', words) || /^\d/u.test(text)) return null;
    const met = this.words.leading('met', words);
    if (met && met < words.length) {
      drop(met);
      told = true;
    }
    const sign = SIGN.exec(text);
    const head = sign ? text.slice(0, sign.index).trim() : '';
    if (
      (sign && (head.includes('?') ? /^\?{1,3}$/u.test(head) : !head)) ||
      (sign && this.#is('nameless', head))
    )
      return found('', this.#after(text, sign));
    const introduced = part ? null : this.#introduced(text);
    if (introduced) return introduced;
    if (describes(text, this.words)) return this.#described(text);
    if (!part) {
      const each = this.#each(text);
      if (each) return each;
    }
    const open = text.indexOf('(');
    const comma = COMMA.exec(text)?.index ?? Number.POSITIVE_INFINITY;
    if (open > 0 && open < Math.min(comma, sign?.index ?? Number.POSITIVE_INFINITY)) {
      const bracket = this.#bracket(text, open);
      if (bracket) return bracket;
    }
    if (sign) return this.#signed(head, this.#after(text, sign), text);
    return (
      this.#listed(text) ??
      (comma < text.length ? this.#parted(text, comma, told) : this.#plain(text, told))
    );
  }

  /** "Maya's brother Leo — kites", "my boss Ines", "Irish guy Conor": the name comes after the words for them. */
  #introduced(text: string): Found | null {
    const words = text.split(' ', 4);
    const [first = '', second = ''] = words;
    // With a capital it may be a family name: "Anna Boss". Not in German: "Mayas Chefin".
    const isSmall = (word: string) => /^\p{Ll}/u.test(word);
    const isOwn = this.#is('own', first);
    const isRelative =
      this.#is('relatives', second) &&
      (isOwn || (!this.#is('opening', first) && (isSmall(second) || first.endsWith('s'))));
    const noun = words.findIndex((word) => this.#is('nouns', word));
    const isNoun = isSmall(words[noun] ?? '') || isOwn || this.#is('articles', first);
    const last = isRelative ? 1 : isNoun ? noun : 0;
    const said = words.slice(0, last + 1);
    if (last < 1 || said.some((word) => this.#is('and', word) || /[,;:]$/u.test(word))) return null;
    const who = said.join(' ');
    const rest = text.slice(who.length + 1);
    if (!nameLength(rest.split(/,? /u, 5), this.words))
      return isRelative && (isOwn ? /^[—–-] /u.test(rest) : /\p{L}['’]s$/u.test(first))
        ? found('', text)
        : null;
    const one = this.read(rest, true);
    return one?.sure && one.names.length === 1 ? { ...one, known: one.known || who } : null;
  }

  /** "The one with the greyhounds, Ida": a name at the end; but not "somebody from Berlin, Germany". */
  #described(text: string): Found {
    const comma = text.lastIndexOf(',');
    const words = text
      .slice(comma + 1)
      .trim()
      .split(' ');
    const leading = this.words.leading('named', words);
    const name = words.slice(leading).join(' ');
    const clause = text.slice(0, Math.max(0, comma)).trim();
    const isPlace = this.#is('from', clause.split(' ').at(-2));
    const isName = words.length - leading <= 3 && this.#isName(withoutTags(name));
    return clause && isName && (leading || !isPlace) ? found(name, clause) : found('', text);
  }

  #after(text: string, sign: RegExpExecArray): string {
    return text.slice(sign.index + sign[0].length).trim();
  }

  /** "Maya - kites, Tom - bees": people with a text each. The caller reads the parts again. */
  parts: string[] | undefined;

  #each(text: string): Found | null {
    for (const by of [/;\s*/u, /,\s+/u]) {
      const parts = text.split(by).filter(Boolean);
      if (parts.length < 2 || parts.length > 50) continue;
      const each = parts.every((part) => {
        if (!SIGN.test(part) && !part.includes('(') && !/[\ue000-\ue03b]/u.test(part)) return false;
        const one = this.read(part.trim(), true);
        return (
          one?.names.length === 1 &&
          one.sure &&
          this.#isName(tidied((one.names[0] as string).replace(MARK, '')))
        );
      });
      if (each) {
        this.parts = parts;
        return found([], '');
      }
    }
    return null;
  }

  /** "Maya (water-skis)"; but not "Robert (Bob) Smith". */
  #bracket(text: string, open: number): Found | null {
    const close = text.indexOf(')', open);
    if (close < 0) return null;
    const inside = text.slice(open + 1, close).trim();
    const after = text.slice(close + 1).trim();
    const before = text.slice(0, open).trim();
    if (/^[\p{Lu}]/u.test(after) || !(this.#isName(before) || isSmallName(before, this.words)))
      return null;
    const isPronoun = inside.includes('/') && this.#is('pronouns', inside.split('/')[0]);
    const rest = after.replace(/^[\s,;:–—-]+/u, '');
    return found(before, [isPronoun ? '' : inside, rest].filter(Boolean).join(', '));
  }

  /** Several people, of whom is said at most where they are from: "Tom and Ada from Lantern". */
  #listed(text: string): Found | null {
    const words = text.split(' ');
    const from = words.findIndex((word, at) => at > 1 && this.#is('from', word));
    for (const end of from > 0 ? [words.length, from] : [words.length]) {
      const names = listedNames(withoutTags(words.slice(0, end).join(' ')), this.words);
      if (names.length > 1) return found(names, words.slice(end).join(' '));
    }
    return null;
  }

  /** Reads what is before and after a sign such as a dash. */
  #signed(head: string, tail: string, text: string): Found | null {
    const name = withoutTags(head);
    const names = listedNames(name, this.words);
    if (names.length > 1) return found(names, tail);
    // An address, then a line like any other; `person` takes the address from the whole.
    if (!name.replace(MARK, '').trim()) return this.read(tail, true) ?? found(head, tail);
    const comma = COMMA.exec(head);
    if (comma && !/[\ue000-\ue03b]/u.test(head.slice(comma.index, comma.index + 3))) {
      return this.#parted(text, comma.index, false);
    }
    const words = name.replace(MARK, ' ').trim().split(/ +/u);
    const small = /^\p{Ll}/u.test(name) && !/\p{Lu}/u.test(name);
    const last = withoutTags(tail);
    if (small && /^\p{Lu}/u.test(last) && last.split(' ').length <= 3 && this.#isName(last))
      return found(last, name);
    const length = nameLength(words, this.words);
    const next = words[length];
    if (length && next && !this.#is('and', next) && !EMOJI.test(next)) {
      const who = words.slice(0, length).join(' ');
      if (this.#is('metAfter', next)) return found(who, tail);
      if (this.#is('from', next) || words.length > 2)
        return found(who, this.#clause(words.slice(length).join(' ') + text.slice(head.length)));
    }
    if (words.length > MOST_HEAD_WORDS && !length) return null;
    // "Buy: milk", "Insta: @maya"; but "Will: rows".
    const isLabel = words.length > 1 || (small && text[head.length] === ':');
    if (this.#is('reach', name) || (isLabel && this.#is('opening', words[0]))) return null;
    return found(head, tail);
  }

  /** Reads what is before and after a comma. */
  #parted(text: string, comma: number, told: boolean): Found | null {
    const before = text.slice(0, comma).trim();
    const after = text
      .slice(comma + 1)
      .replace(/^\/? */u, '')
      .trim();
    const names = listedNames(before, this.words);
    const clause = this.#clause(after, true);
    if (names.length > 1) return found(names, clause);
    if (this.#isName(before.replace(MARK, '').trim()) || isSmallName(before, this.words))
      return found(before, clause);
    const plain = this.#plain(before, told);
    if (!plain?.names.length) return null;
    return found(plain.names, plain.known ? `${plain.known}, ${after}` : clause, plain.sure);
  }

  /** Reads a line without signs: the order of the words, and their letters, show the name. */
  #plain(line: string, told: boolean): Found | null {
    const text = line.replace(/ {2,}/gu, ' ').trim();
    const words = text.split(' ');
    const marked = words.findIndex((word) => /[\ue000-\ue03b]/u.test(word));
    if (marked >= 0) return this.#marked(words, marked, told);
    let length = nameLength(words, this.words);
    if (!length) {
      const small = words.findIndex((word) =>
        (['who', 'pronouns', 'from'] as const).some((kind) => this.#is(kind, word)),
      );
      if (isSmallName(text, this.words)) return found(text, '');
      if (small < 1 || !isSmallName(words.slice(0, small).join(' '), this.words)) return null;
      length = small;
    }
    const name = words.slice(0, length).join(' ');
    const rest = words.slice(length);
    const ended = /[.!?…]$/u.test(name);
    if (!rest.length) {
      if (!ended) return found(name, '');
      return length <= 2 || /\.$/u.test(name) ? found(name.replace(/[.!?…]{1,3}$/u, ''), '') : null;
    }
    const [next = ''] = rest;
    const after = rest.slice(1).join(' ');
    if (ended) {
      const end = /[.!]$/u.test(rest.at(-1) ?? '') ? -1 : undefined;
      return found(name.slice(0, -1), rest.join(' ').slice(0, end));
    }
    if (this.#is('metAfter', next)) return found(name, this.#clause(after));
    if (told && this.#is('about', next)) {
      const last = this.#is('metAfter', rest.at(-1)) ? -1 : undefined;
      return found(name, rest.slice(1, last).join(' '), false);
    }
    if (after && (this.#is('who', next) || this.#is('pronouns', next))) return found(name, after);
    // In a language without a vocabulary, a capital letter at the start says nothing.
    if (length === 1 && /^\p{Lu}/u.test(name) && !/\p{Script=Latin}/u.test(name)) return null;
    if (this.#is('happened', next) || /[.!?]$/u.test(text) || words.length > MOST_SENTENCE_WORDS)
      return null;
    return found(name, rest.join(' '), EMOJI.test(next) || next.startsWith('@'));
  }

  /** Reads a name next to an address or a number. */
  #marked(words: readonly string[], at: number, told: boolean): Found | null {
    let end = at;
    while (
      end > 0 &&
      (this.#is('reach', words[end - 1]) || /^[\p{P}\p{S}]+$/u.test(words[end - 1] ?? ''))
    )
      end--;
    const whole = words.slice(0, end).join(' ');
    const before = whole.replace(/['’]s$/u, '');
    const after = words.slice(at + 1).join(' ');
    const rest = tidied(after.replace(MARK, ' '));
    const marks = words.slice(at).join(' ');
    if (before) {
      const one = this.#plain(before, told);
      if (one)
        return {
          ...one,
          names: one.names.map((name, index) =>
            index ? name : `${name} ${marks.match(MARK)?.join('') ?? ''}`,
          ),
          known: [one.known, rest].filter(Boolean).join(' '),
          sure: before === whole,
        };
      return null;
    }
    if (rest) {
      const one = this.#plain(rest, told);
      return (
        one && { ...one, known: `${one.known} ${marks.match(MARK)?.join('') ?? ''}`, sure: true }
      );
    }
    const { emails, phones } = this.taken.of(words.join(' '));
    const [head] = [...emails, ...phones];
    return head ? found(head, words.join(' ')) : null;
  }
}
