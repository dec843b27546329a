/** Translates the server's reasons for refusing a field, which are in English. */
import { sync as s } from '../../texts/sync';

/** The patterns of the server's reasons, and their translations. */
const known = (): readonly [RegExp, (...found: string[]) => string][] => [
  [/^holds a character that cannot be kept$/, () => s.needsYou.reasons.sign],
  [/^must not be empty$/, () => s.needsYou.reasons.empty],
  [/^may have (\d+) characters, this has (\d+)$/, s.needsYou.reasons.characters],
  [/^may have (\d+) entries, this has (\d+)$/, s.needsYou.reasons.entries],
  [
    /^entry (\d+) (.+)$/,
    (place, reason) => s.needsYou.reasons.entry(place as string, reasonOf(reason as string)),
  ],
  [/^must be a date,|^is a date that does not exist$/, () => s.needsYou.reasons.date],
  [/^must be a birthday,/, () => s.needsYou.reasons.birthday],
  [/^must be a whole number from (-?\d+) to (\d+)$/, s.needsYou.reasons.range],
  [/^a person has a name, or something to be known for$/, () => s.needsYou.reasons.nameless],
  [/^must be in the first change of a record$/, () => s.needsYou.reasons.missing],
  [/^forgotten$/, () => s.needsYou.reasons.forgotten],
  [/^never changes$/, () => s.needsYou.reasons.fixed],
  [/^this account may hold (\d+) records$/, s.needsYou.reasons.fullOfRecords],
  [/^this account may hold (\d+) megabytes$/, s.needsYou.reasons.fullOfBytes],
  [
    /^must be |^is an instant that does not exist$|has no such field$/,
    () => s.needsYou.reasons.form,
  ],
  [
    /^this (?:record is|kind of record is) |^a deletion (?:sets nothing|is made at one instant)$/,
    () => s.needsYou.reasons.form,
  ],
];

/** Returns half a sentence, like the server's own. */
export function reasonOf(detail: string): string {
  for (const [form, said] of known()) {
    const found = form.exec(detail);
    if (found) return said(...found.slice(1));
  }
  return s.needsYou.reasons.other(detail);
}
