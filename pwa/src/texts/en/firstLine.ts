/**
 * A friendly first line to somebody met the evening before: about them, never about the user, and always only
 * a proposal that can be edited.
 */

import {
  type About,
  endingsOf,
  type FirstLines,
  firstThing,
  givenName,
  thingsNoted,
} from '../firstLines';

/** "Hi Maya". */
export const greeting = (name: string | null): string => `Hi ${givenName(name) || 'there'}`;

function when(days: number | null): string {
  if (days === null || days < 0) return '';
  if (days === 0) return ' today';
  if (days === 1) return ' last night';
  if (days < 7) return ' the other day';
  return '';
}

const GATHERING =
  /(?:^|[\s-])(?:mixer|panel|meet-?up|conference|party|dinner|breakfast|lunch|drinks|reception|workshop|talk|fair|gala|summit|launch|evening|night|meeting|festival|picnic|screening|tour)(?: \d{4})?$/i;
const OWN_ARTICLE = /^(?:the|a|an|my|our)\s|['’]s\s/i;
/** Words after the kind of event and before what is said of it. */
const OF_IT = /\s(?:at|of|for|in|on|with|after|before|by)\s/i;

/** " at the Harbour mixer", but " at PyCon" and " at Ida's dinner". */
function place(event: string | null): string {
  const name = event?.trim();
  if (!name) return '';
  // "Panel: stories that stay" is a title.
  if (name.includes(':')) return ` at “${name}”`;
  const head = name.slice(0, OF_IT.exec(name)?.index ?? name.length);
  if (!GATHERING.test(head) || OWN_ARTICLE.test(name)) return ` at ${name}`;
  // A single word names only the kind: "the mixer at the Old Print Works".
  return ` at the ${/\s/.test(head) ? name : lower(name)}`;
}

function meeting({ event, days_ago }: About): string {
  const there = place(event);
  if (days_ago !== null && days_ago >= 60)
    return `It was good to meet you${there}, a while ago now.`;
  return `It was good to meet you${there}${when(days_ago)}.`;
}

const IRREGULAR: Record<string, string> = {
  is: 'are',
  was: 'were',
  has: 'have',
  does: 'do',
  goes: 'go',
  "isn't": "aren't",
  "wasn't": "weren't",
  "hasn't": "haven't",
  "doesn't": "don't",
};

const setOf = (words: string): Set<string> => new Set(words.split(' '));
/** Verbs that are the same in all persons. */
const SAME = setOf(
  "can can't cannot could will won't would must may might should used had did didn't grew met lived taught built wrote ran swam sailed made left lost found won sold kept gave began became came drove flew rode sang saw spent stood took went wore",
);
/** Adverbs between the subject and the verb. */
const ADVERBS = setOf(
  'still always never also often secretly even just only once sometimes usually mostly really actually rarely',
);
/** Words that follow a noun, and seldom a verb: "bees and greyhounds on a farm". */
const PREPOSITIONS = setOf('in on at with for from of to and or as by near under over than');
/** Words that end in s and are not verbs. */
const NO_VERB = /(?:ss|us|ics|'s|’s)$/i;

/** "blogs" → "blog", "studies" → "study", "teaches" → "teach"; null if it is not such a verb. */
function secondPerson(verb: string): string | null {
  const low = verb.toLowerCase().replace('’', "'");
  if (IRREGULAR[low]) return IRREGULAR[low];
  if (SAME.has(low)) return low;
  if (!/^[a-z][a-z-]*s$/.test(verb) || ADVERBS.has(low) || NO_VERB.test(verb)) return null;
  if (/[^aeiou]ies$/.test(verb))
    return verb.length > 4 ? `${verb.slice(0, -3)}y` : verb.slice(0, -1);
  if (/(?:ch|sh|x|zz|ss)es$/.test(verb)) return verb.slice(0, -2);
  return verb.slice(0, -1);
}

const REFLEXIVE = /^(?:himself|herself|themself|themselves)$/;

/** Rewrites what follows the verb: "every train she takes" → "every train you take". */
function rest(words: readonly string[]): string[] {
  let doing = false;
  return words.map((word, index) => {
    const [before, next] = [words[index - 1] ?? '', words[index + 1]];
    if (/^(?:she|he|they)$/.test(word)) {
      doing = true;
      return 'you';
    }
    if (doing && !ADVERBS.has(word)) {
      doing = false;
      return secondPerson(word) ?? word;
    }
    if (REFLEXIVE.test(word)) return 'yourself';
    if (word === 'him' || (word === 'her' && (!next || PREPOSITIONS.has(next)))) return 'you';
    if (/^(?:his|her|their)$/.test(word)) return next ? 'your' : 'yours';
    const goesOn = before === 'but' || (before === 'and' && next && !PREPOSITIONS.has(next));
    return goesOn ? (secondPerson(word) ?? word) : word;
  });
}

/** "runs a bakery and makes films" → "run a bakery and make films". */
function asTold(phrase: string): string | null {
  const words = phrase
    .trim()
    .replace(/^(she|he|they)['’]s /i, '$1 is ')
    .split(/\s+/);
  if (/^(?:she|he|they)$/i.test(words[0] ?? '')) words.shift();
  const adverb = ADVERBS.has(words[0] ?? '') ? [words.shift() as string] : [];
  const [verb = '', ...more] = words;
  // Something in the past: "steered a tugboat".
  const isDone = /^[a-z]{2,}ed$/.test(verb) && more.length > 0;
  const head = isDone ? verb : secondPerson(verb);
  if (!head) return null;
  // The hyphen shows that "water-skis" is an activity; "orchids" alone is a thing.
  if (more.length === 0 && !verb.includes('-') && !phrase.endsWith(' ')) return null;
  return [...adverb, head, ...rest(more)].join(' ');
}

const RELATIVE =
  /^(?:(?:the|that|this|an?|some)\s(?:\S+\s){1,3}|some(?:one|body)\s)?(?:who|that|who’s|who's)\s+/i;

/** Returns a sentence about what they are known for; null if no good one can be made. */
function aboutThem(known_for: string | null): string | null {
  const clause = firstThing(known_for);
  if (!clause) return null;
  const relative = RELATIVE.test(clause);
  const phrase = clause.replace(RELATIVE, '');
  const told = asTold(relative && !phrase.includes(' ') ? `${phrase} ` : phrase);
  if (told) return `I liked hearing that you ${told.trim()}.`;
  if (relative) return null;
  if (/^[a-z-]+ing\b/i.test(phrase)) {
    return phrase.includes(' ')
      ? `I hope ${lower(phrase)} goes well.`
      : `I liked hearing about the ${lower(phrase)}.`;
  }
  if (/^an?\s/i.test(phrase)) return `I liked hearing that you are ${lower(phrase)}.`;
  if (/^(the|his|her|their)\s/i.test(phrase)) {
    return `I liked hearing about ${rest(lower(phrase).split(/\s+/)).join(' ')}.`;
  }
  if (/^[a-z]+s$/i.test(phrase)) return `I liked hearing about ${lower(phrase)}.`;
  return null;
}

const lower = (phrase: string): string => phrase.charAt(0).toLowerCase() + phrase.slice(1);

function aboutInterest(interests: readonly string[]): string | null {
  const [first] = interests;
  return first?.trim() ? `I enjoyed talking about ${first.trim()}.` : null;
}

/** Uses a note only if it surely says what they do, because notes are written in a hurry. */
function aboutNoted(noted: readonly string[] = []): string | null {
  const [told] = thingsNoted(noted, /^(?:she|he|they)\s+/i).flatMap((thing) => asTold(thing) ?? []);
  return told ? `I liked hearing that you ${told}.` : null;
}

export function firstLines(about: About): FirstLines {
  return {
    start: `${greeting(about.name)}, ${lower(meeting(about))}`,
    endings: endingsOf([
      aboutThem(about.known_for),
      aboutNoted(about.noted),
      aboutInterest(about.interests),
      'I would love to hear how your week is going.',
    ]),
  };
}
