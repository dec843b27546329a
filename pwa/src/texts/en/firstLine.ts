/**
 * A friendly first line to somebody met the evening before: about them, never about us, and always
 * only a proposal in a field that can be edited.
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
  /\b(mixer|panel|meet-?up|conference|party|dinner|breakfast|lunch|drinks|reception|workshop|talk|fair|gala|summit|launch|evening|night)$/i;
const OWN_ARTICLE = /^(the|a|an|my|our)\s|['’]s\s/i;

/** " at the Harbour mixer", but " at PyCon" and " at Ida's dinner". */
function place(event: string | null): string {
  const name = event?.trim();
  if (!name) return '';
  return GATHERING.test(name) && !OWN_ARTICLE.test(name) ? ` at the ${name}` : ` at ${name}`;
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
};

/** Words that end in s and are no verb, at the head of what somebody is known for. */
const NO_VERB = /(ss|us|ics|'s|’s)$/i;

/** "blogs" → "blog", "studies" → "study", "teaches" → "teach"; null when it is no such verb. */
function secondPerson(verb: string): string | null {
  const low = verb.toLowerCase();
  if (IRREGULAR[low]) return IRREGULAR[low];
  if (!/^[a-z][a-z-]*s$/.test(verb) || NO_VERB.test(verb)) return null;
  if (/[^aeiou]ies$/.test(verb))
    return verb.length > 4 ? `${verb.slice(0, -3)}y` : verb.slice(0, -1);
  if (/(ch|sh|x|zz|ss)es$/.test(verb)) return verb.slice(0, -2);
  return verb.slice(0, -1);
}

/** "runs a bakery and makes films" → "run a bakery and make films". */
function asTold(phrase: string): string | null {
  const [verb = '', ...rest] = phrase.split(/\s+/);
  const head = secondPerson(verb);
  if (!head) return null;
  // The hyphen makes "water-skis" what somebody does; a lone "orchids" is a thing.
  if (rest.length === 0 && !verb.includes('-')) return null;
  const tail = rest.map((word, index) =>
    rest[index - 1] === 'and' || rest[index - 1] === 'but' ? (secondPerson(word) ?? word) : word,
  );
  return [head, ...tail].join(' ').replace(/\b(his|her|their) /g, 'your ');
}

const RELATIVE = /^(?:.*?\b)?(?:who|that|who’s|who's)\s+/i;

/** One sentence about what they are known for; null when no honest one can be made of it. */
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
    return `I liked hearing about ${lower(phrase).replace(/^(his|her|their) /, 'your ')}.`;
  }
  if (/^[a-z]+s$/i.test(phrase)) return `I liked hearing about ${lower(phrase)}.`;
  return null;
}

const lower = (phrase: string): string => phrase.charAt(0).toLowerCase() + phrase.slice(1);

function aboutInterest(interests: readonly string[]): string | null {
  const [first] = interests;
  return first?.trim() ? `I enjoyed talking about ${first.trim()}.` : null;
}

/** Of a note only what surely is something they do: it was written in a hurry. */
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
