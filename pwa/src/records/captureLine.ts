/** What a line typed at an event says about one person. Both null: it is about nobody. */
export interface CaptureLine {
  name: string | null;
  known_for: string | null;
  interests: string[];
}

const LONGEST = 200;
const LONGEST_TAG = 60;
const MOST_TAGS = 50;
/** More words than that, with no dash among them, are a sentence and not a name. */
const MOST_NAME_WORDS = 4;
const MOST_DESCRIPTION_WORDS = 5;

/** A word that carries a letter, after `#`; not the "#" of "C#", not "#1". */
const TAG = /(^|\s)#(?=[\p{N}_-]*\p{L})([\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])/gu;
const ONLY_TAG = /^[,;]{0,9}#(?=[\p{N}_-]*\p{L})[\p{L}\p{M}\p{N}_-]+[,;.]?$/u;

/** A dash of any length between spaces, a long one also without ("2019–2021" is none), or a colon. */
const DASH = /(?:^|\s)[-–—]+(?:\s|$)|(?<!\p{N})[–—]+|[–—]+(?!\p{N})|:\s/u;
const WHO = /,?\swho\s/iu;

const ARTICLE = /^(?:the|that|this|a|an|some)\s/iu;
const SOMEBODY = new RegExp(
  '^(?:somebody|someone|whoever|he|she|they)\\b' +
    '|^(?:the|that|this|a|an|some)\\s(?:\\S+\\s+){0,3}(?:guy|gal|girl|boy|man|woman|lady|person|one|kid|dude|couple|fellow|chap)\\b' +
    '|^(?:the|that|this|a|an|some)\\s.{1,60}?\\s(?:who|whose)\\s',
  'iu',
);

const words = (text: string): number => (text ? text.split(/\s+/u).length : 0);

/** Text of at most 200 characters, cut between words where it is longer. */
export function shortened(text: string): string {
  const characters = Array.from(text);
  if (characters.length <= LONGEST) return text;
  const cut = characters.slice(0, LONGEST - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '')}…`;
}

function tagsOf(text: string): string[] {
  const tags = new Map<string, string>();
  for (const [, , tag = ''] of text.matchAll(TAG)) {
    if (Array.from(tag).length <= LONGEST_TAG && !tags.has(tag.toLowerCase())) {
      tags.set(tag.toLowerCase(), tag);
    }
  }
  return [...tags.values()].slice(0, MOST_TAGS);
}

/** With single spaces, and without the words at its end that are nothing but tags. */
function withoutTagsAtTheEnd(line: string): string {
  const words = line.split(/\s+/u).filter(Boolean);
  while (ONLY_TAG.test(words.at(-1) ?? '')) words.pop();
  return words.join(' ');
}

/** Whether a text describes somebody instead of naming them: "the guy who blogs about marathoning". */
export const describes = (text: string): boolean =>
  SOMEBODY.test(text) || (ARTICLE.test(text) && words(text) <= MOST_DESCRIPTION_WORDS);

const mayBeName = (text: string): boolean =>
  !ARTICLE.test(text) &&
  words(text) <= MOST_NAME_WORDS &&
  Array.from(text).length <= LONGEST &&
  !/[.!?]$/u.test(text.replace(/\b(?:jr|sr|dr|\p{Lu})\.$/iu, ''));

/**
 * Reads "Maya Chen — water-skis, moving to Lisbon #sailing": the name stands before the first dash (or
 * colon, or "who"), what they are known for after it, tags are interests. Without a dash a few words are
 * a name, "the guy who …" is what somebody is known for, and a longer sentence is about nobody.
 */
export function parseCaptureLine(line: string): CaptureLine {
  const interests = tagsOf(line);
  const text = withoutTagsAtTheEnd(line).replace(TAG, '$1$2');
  const read = (name: string, knownFor: string): CaptureLine => ({
    name: name || null,
    known_for: knownFor ? shortened(knownFor) : null,
    interests,
  });

  const dash = DASH.exec(text);
  if (dash) {
    const head = text.slice(0, dash.index).trim();
    const tail = text.slice(dash.index + dash[0].length).trim();
    if (describes(head) || Array.from(head).length > LONGEST) return read('', text);
    return read(head, tail);
  }
  if (describes(text)) return read('', text);
  const who = WHO.exec(text);
  if (who && mayBeName(text.slice(0, who.index))) {
    return read(text.slice(0, who.index), text.slice(who.index + who[0].length));
  }
  return mayBeName(text) ? read(text, '') : read('', '');
}
