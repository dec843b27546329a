import type { Refusal, refusedIn } from '../records/limits';
import { t } from '../texts';

/** Why a text is not taken as it stands, for who has written it. */
export const refusalText = (refusal: Refusal): string =>
  refusal.why === 'marks' ? t.common.tooManyMarks : t.common.tooLong(refusal.has, refusal.most);

/** The same of a form, whose lists may have too many entries as well. */
export const refusedText = (refusal: NonNullable<ReturnType<typeof refusedIn>>): string =>
  refusal.why === 'many' ? t.common.tooMany(refusal.most) : refusalText(refusal);
