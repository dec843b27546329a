/** Recognises a name, and a list of names. */
import { bare, type Vocabulary } from './vocabulary';

const PARTICLE =
  /^(?:van|von|vom|der|den|de|la|las|los|da|di|do|das|dos|del|du|le|el|al|bin|bint|ibn|ben|ter|ten|zu|zum|af|av|y|e|i)$/u;
const TITLE =
  /^(?:dra?|prof|m[rsx]|mrs|sra?|jr|st|frau|herr|fr|hr|don|do?ña|srta|ing|señora?|lady|lord|sir)\.?$/iu;
const INITIAL = /^\p{Lu}\.$/u;
const NICKNAME = /^["“„«(][^"”“»)]{1,30}["”“»)]$/u;
const CAPITAL = /^\p{Lu}[\p{L}\p{M}\p{N}'’.-]*$/u;
/** Scripts without upper and lower case. */
const CASELESS = /^[\p{Lo}\p{Lm}\p{M}・·'’־ー]+$/u;
/** Scripts without spaces, in which names are short. */
const UNBROKEN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー々]+$/u;
/** Japanese particles and endings that make a sentence; Chinese words for something to do: buy, book, remember. */
const JOINT =
  /.[はがをにへとでも][^はがをに]|(?:た|る|だ|です|ます)$|^(?:[买買订訂找]|[记記]得|[别別]忘)/u;
const MOST_WORDS = 5;
const LONGEST_UNBROKEN = 6;
const LOWER = /^\p{Ll}[\p{Ll}\p{M}'’-]*$/u;

const isCaselessName = (word: string): boolean =>
  CASELESS.test(word) &&
  (!UNBROKEN.test(word) ||
    /[さ様]ん?$/u.test(word) ||
    (Array.from(word).length <= LONGEST_UNBROKEN && !JOINT.test(word)));

const isNamed = (word: string): boolean =>
  (CAPITAL.test(word) && !/\p{N}/u.test(word)) || isCaselessName(word);

const ends = (word: string): boolean =>
  /[.!?…]$/u.test(word) && !TITLE.test(word) && !INITIAL.test(word);

/** Endings of Korean sentences. */
const KOREAN_END = /[가-힣](?:다|요|음|함)[.!?]?$/u;

/** Returns how many words from the first are a name as it is written; 0 if it does not begin with one. */
export function nameLength(words: readonly string[], vocabulary: Vocabulary): number {
  const [first = ''] = words;
  const begins = bare(first);
  if (!TITLE.test(first) && (vocabulary.is('opening', begins) || vocabulary.is('nobody', begins)))
    return 0;
  if (words.length > 1 && KOREAN_END.test(words.at(-1) ?? '')) return 0;
  let length = 0;
  while (length < Math.min(words.length, MOST_WORDS)) {
    const word = words[length] as string;
    const next = words[length + 1] ?? '';
    if (isNamed(word.replace(/[.!?…]{1,3}$/u, ''))) length += 1;
    else if (length > 0 && NICKNAME.test(word) && isNamed(next)) length += 2;
    else if (length > 0 && PARTICLE.test(word) && isNamed(next) && !CASELESS.test(next))
      length += 2;
    else if (
      length > 0 &&
      PARTICLE.test(word) &&
      PARTICLE.test(next) &&
      isNamed(words[length + 2] ?? '')
    )
      length += 3;
    else break;
    if (ends(words[length - 1] as string)) break;
  }
  return length;
}

/** Whether the whole text is a name as it is written. */
export function isName(text: string, vocabulary: Vocabulary): boolean {
  const words = text.split(' ');
  return Boolean(text) && nameLength(words, vocabulary) === words.length;
}

/** Whether a text may be a name in lower case, typed in a hurry. */
export function isSmallName(text: string, vocabulary: Vocabulary, most = 2): boolean {
  const words = text.split(' ').filter((word) => !PARTICLE.test(word));
  return (
    words.length > 0 &&
    words.length <= most &&
    words.every((word) => {
      const key = bare(word);
      return (
        LOWER.test(word) &&
        !(['opening', 'nobody', 'and', 'nouns', 'from', 'pronouns'] as const).some((kind) =>
          vocabulary.is(kind, key),
        )
      );
    })
  );
}

/** Korean family names, which distinguish a list of people from other words. */
const KOREAN =
  /^[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국][가-힣]{1,3}$/u;
/** Two Chinese names joined by "and", which is also a character in Japanese names. */
const HAN_AND = /^(\p{Script=Han}{2,4})[和跟与與](\p{Script=Han}{2,4})$/u;
const JAPANESE_AND = /^([^と]{1,12}さん)と([^と]{1,12}さん)$/u;
/** The word is written with the next one, in Arabic and in Hebrew. */
const PREFIXED_AND =
  /^([\u05d0-\u064a]{2,12}) (?:و([\u0621-\u064a]{4,12})|ו([\u05d0-\u05ea]{2,12}))$/u;

export interface Names {
  names: string[];
  /** What separates the names. */
  joined: 'and' | 'comma' | 'none';
}

/** Splits a text at commas and words for "and". */
export function namesIn(text: string, vocabulary: Vocabulary): Names {
  const pair = HAN_AND.exec(text) ?? JAPANESE_AND.exec(text) ?? PREFIXED_AND.exec(text);
  if (pair) return { names: pair.slice(1).filter(Boolean), joined: 'and' };
  let joined: Names['joined'] = 'none';
  const names: string[] = [];
  for (const part of text.split(/[,;、،؛]|(?<=[\p{L}\s])\/(?=[\p{L}\s])/u)) {
    let name: string[] = [];
    const keep = () => {
      if (name.length) names.push(name.join(' '));
      name = [];
    };
    for (const word of part.replace(/[&+]/gu, ' $& ').split(' ')) {
      if (/^[&+]$/u.test(word) || (vocabulary.is('and', bare(word)) && !/^\p{Lu}/u.test(word))) {
        joined = 'and';
        keep();
      } else if (word) name.push(word);
    }
    keep();
  }
  if (names.length > 1 && joined === 'none') joined = 'comma';
  return { names, joined };
}

const wordCount = (text: string): number => text.split(' ').length;

/** Returns the people if the text is a list of people; empty if it may also be something else. */
export function listedNames(text: string, vocabulary: Vocabulary): string[] {
  const { names, joined } = namesIn(text, vocabulary);
  if (names.length < 2) return [];
  if (joined === 'and' && names.every((name) => isSmallName(name, vocabulary))) return names;
  if (!names.every((name) => isName(name, vocabulary))) return [];
  if (joined === 'and' || names.length > 2) {
    return names.some((name) => wordCount(name) > 3) ? [] : names;
  }
  // "Maya, Tom" are two people; "Maya Chen, Cellistin" is one.
  const [one = '', other = ''] = names;
  if (wordCount(other) < wordCount(one) || vocabulary.isThing(bare(other))) return [];
  if (CASELESS.test(one)) {
    if (wordCount(other) !== wordCount(one)) return [];
    if (/^\p{Script=Hangul}/u.test(one))
      return names.every((name) => KOREAN.test(name)) ? names : [];
    if (UNBROKEN.test(one) && Array.from(other).length > 4) return [];
  }
  return names;
}
