/** Words for days and reasons. */

import { daysBetween } from '../../prompts/days';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { dateText, weekdayText } from '../../texts/dateTexts';
import { followups as f } from '../../texts/followups';

/** "tomorrow", else "on Mon 23 Nov". */
export function comesBack(date: string, today: string): string {
  return daysBetween(today, date) === 1
    ? f.relative.tomorrow
    : f.relative.on(dateText(date, today));
}

/** "yesterday", "on Monday", "on Mon 2 Nov". */
export function longAgo(date: string, today: string): string {
  const days = daysBetween(date, today);
  if (days === 0) return f.relative.today;
  if (days === 1) return f.relative.yesterday;
  if (days > 1 && days < 7) return f.relative.on(weekdayText(date));
  return f.relative.on(dateText(date, today));
}

/** Returns the label of the button that marks it as done. */
export const answerOf = ({ fields: { reason } }: Row<'followup'>): string =>
  reason === 'promise' ? t.common.done : f.saidHi;

/** Returns the reason of a follow-up; '' if it needs no words. One without a reason is a face from the past. */
export function reasonOf(followup: Row<'followup'>, person: Row<'person'> | undefined): string {
  const { reason } = followup.fields;
  const unasked = reason === 'keep_in_touch' && person?.fields.keep_in_touch_days === null;
  return unasked ? f.pastFace : f.reasons[reason];
}
