/** Why the server refused a field, in the user's language: the server says it in English. */
import { sync as s } from '../../texts/sync';

const r = s.needsYou.reasons;

const KNOWN: readonly [RegExp, (...found: string[]) => string][] = [
  [/^holds a character that cannot be kept$/, () => r.sign],
  [/^must not be empty$/, () => r.empty],
  [/^may have (\d+) characters, this has (\d+)$/, r.characters],
  [/^may have (\d+) entries, this has (\d+)$/, r.entries],
  [/^entry (\d+) (.+)$/, (place, reason) => r.entry(place as string, reasonOf(reason as string))],
  [/^must be a date,|^is a date that does not exist$/, () => r.date],
  [/^must be a birthday,/, () => r.birthday],
  [/^must be a whole number from (-?\d+) to (\d+)$/, r.range],
  [/^a person has a name, or something to be known for$/, () => r.nameless],
  [/^must be in the first change of a record$/, () => r.missing],
  [/^never changes$/, () => r.fixed],
  [/^this account may hold (\d+) records$/, r.fullOfRecords],
  [/^this account may hold (\d+) megabytes$/, r.fullOfBytes],
  [/^must be |^is an instant that does not exist$|has no such field$/, () => r.form],
  [
    /^this (?:record is|kind of record is) |^a deletion (?:sets nothing|is made at one instant)$/,
    () => r.form,
  ],
];

/** Half a sentence, such as the server's own. */
export function reasonOf(detail: string): string {
  for (const [form, said] of KNOWN) {
    const found = form.exec(detail);
    if (found) return said(...found.slice(1));
  }
  return r.other(detail);
}
