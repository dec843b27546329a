/** Works out what a typed text adds to a person's card, and to which field. Pure. */
import { takeReach } from '../../lines/reach';
import type { PersonFields } from '../../records/kinds';
import { folded } from '../../records/text';
import { safeLink, telHref } from '../followups/contactChannels';

export const WAYS = ['phones', 'emails', 'links'] as const;
export type What = (typeof WAYS)[number] | 'interests';

const MOST = { phones: 20, emails: 20, links: 20, interests: 50 } as const;

/** What to set, or why it is refused: it is not of that kind (`wrong`), or the list is full (with the limit). */
export type Adding = { set: Partial<PersonFields> } | { wrong: What } | { full: number };

/** Reads `text` as `what`; an e-mail address typed as a number is still read as an address. */
export function adding(card: PersonFields, what: What, text: string): Adding {
  const found = what === 'interests' ? { interests: tagsIn(text) } : waysIn(what, text.trim());
  const lists = Object.entries(found) as [What, string[]][];
  if (!lists.some(([, list]) => list.length)) return { wrong: what };
  const set: Partial<PersonFields> = {};
  for (const [field, list] of lists) {
    const has = (text: string) => card[field].some((own) => folded(own) === folded(text));
    const added = list.filter((text) => !has(text));
    if (!added.length) continue;
    set[field] = [...card[field], ...added];
    if (set[field].length > MOST[field]) return { full: MOST[field] };
  }
  return { set };
}

/** Splits tags at commas or before each #; a tag may contain spaces. */
const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;、，\n]|(?:^|\s)[#＃]/u)
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

function waysIn(what: (typeof WAYS)[number], text: string): Partial<Record<What, string[]>> {
  const taken = takeReach(text);
  const reach = taken.of(taken.text);
  if (WAYS.some((way) => reach[way].length)) return reach;
  // Since the user says what it is, short numbers and links without a path are accepted too.
  if (what === 'phones' && telHref(text)) return { phones: [text] };
  const link = what === 'links' && safeLink(text);
  return link ? { links: [link] } : {};
}
