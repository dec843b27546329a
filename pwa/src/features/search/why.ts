/** Works out what a result shows: what it is, and the words for which it was found. */
import { type Doc, FIELDS, type Field } from './documents';
import type { Match } from './likeness';
import { termsByWord } from './tokens';

/** A part of a text; `marked`: it matched. */
export interface Piece {
  text: string;
  marked: boolean;
}

export interface Line {
  field: Field;
  pieces: Piece[];
}

const LONGEST = 140;
const LEAD = 40;
/** The most lines that show reasons. */
const REASONS = 2;

/** Marks the found words in a text; of a long text, returns the part around the first. */
export function marked(text: string, terms: ReadonlySet<string>): Piece[] {
  const hits = termsByWord(text)
    .filter((each) => each.terms.some((term) => terms.has(term)))
    .map(({ word }) => word);
  let start = 0;
  const first = hits[0]?.from ?? 0;
  if (text.length > LONGEST && first > LEAD) {
    const space = text.indexOf(' ', first - LEAD);
    start = space > 0 && space < first ? space + 1 : first;
  }
  let end = text.length;
  if (end - start > LONGEST) {
    const space = text.lastIndexOf(' ', start + LONGEST);
    end = space > start ? space : start + LONGEST;
  }
  const pieces: Piece[] = [];
  const push = (from: number, to: number, isMarked: boolean) => {
    if (to > from) pieces.push({ text: text.slice(from, to), marked: isMarked });
  };
  let at = start;
  for (const { from, to } of hits.filter((hit) => hit.to <= end)) {
    push(at, from, false);
    push(from, to, true);
    at = to;
  }
  push(at, end, false);
  if (start > 0) pieces.unshift({ text: '… ', marked: false });
  if (end < text.length) pieces.push({ text: ' …', marked: false });
  return pieces;
}

/**
 * Returns what the record is, and below it the texts that matched. A person always has what they are known
 * for.
 */
export function linesOf(doc: Doc, match: Match): Line[] {
  const terms = new Map<Field, Set<string>>();
  for (const [term, fields] of Object.entries(match)) {
    for (const field of fields as Field[])
      terms.set(field, (terms.get(field) ?? new Set()).add(term));
  }
  const line = (field: Field): Line => ({
    field,
    pieces: marked(doc.texts[field] ?? '', terms.get(field) ?? new Set()),
  });
  const head = FIELDS.find((field) => doc.texts[field]);
  if (!head) return [];
  // An event's own name is shown once.
  const own = doc.kind === 'event' ? ['event'] : [];
  const reasons = FIELDS.filter(
    (field) => field !== head && !own.includes(field) && terms.has(field) && doc.texts[field],
  ).slice(0, REASONS);
  if (doc.kind === 'person' && doc.texts.known && head !== 'known' && !reasons.includes('known'))
    reasons.unshift('known');
  // A note always shows whom it is about.
  if (doc.kind === 'note' && doc.texts.about && !reasons.includes('about'))
    reasons.unshift('about');
  return [head, ...reasons].map(line);
}
