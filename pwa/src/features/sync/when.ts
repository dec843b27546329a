const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** An instant as one says it here: "Nov 23, 2026, 9:41 PM". */
export const whenSaid = (instant: string | number): string => format.format(new Date(instant));
