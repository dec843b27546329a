import { type Refusal, refusalOf, type refusedIn } from '../records/limits';
import { t } from '.';

/** Says to the user why a text is refused. */
export const refusalText = (refusal: Refusal): string =>
  refusal.why === 'marks' ? t.common.tooManyMarks : t.common.tooLong(refusal.has, refusal.most);

/** The same for a form, whose lists may also have too many entries. */
export const refusedText = (refusal: NonNullable<ReturnType<typeof refusedIn>>): string =>
  refusal.why === 'many' ? t.common.tooMany(refusal.most) : refusalText(refusal);

/** Returns the error of a text that may have `most` characters; undefined if there is none. */
export function errorOf(text: string, most: number): string | undefined {
  const refusal = refusalOf(text, most);
  return refusal && refusalText(refusal);
}
