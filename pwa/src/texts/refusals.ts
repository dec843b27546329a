import { type Refusal, refusalOf, type refusedIn } from '../records/limits';
import { t } from '.';

/** Why a text is not taken as it stands, for who has written it. */
export const refusalText = (refusal: Refusal): string =>
  refusal.why === 'marks' ? t.common.tooManyMarks : t.common.tooLong(refusal.has, refusal.most);

/** The same of a form, whose lists may have too many entries as well. */
export const refusedText = (refusal: NonNullable<ReturnType<typeof refusedIn>>): string =>
  refusal.why === 'many' ? t.common.tooMany(refusal.most) : refusalText(refusal);

/** What is wrong with a text by itself, where there is room for `most` characters. */
export function errorOf(text: string, most: number): string | undefined {
  const refusal = refusalOf(text, most);
  return refusal && refusalText(refusal);
}
