/** Builds the secret address of the calendar with its options: `?show=events,birthdays&alarms=1`. */
export interface Choices {
  events: boolean;
  followups: boolean;
  birthdays: boolean;
  alarms: boolean;
}

export const EVERYTHING: Choices = {
  events: true,
  followups: true,
  birthdays: true,
  alarms: false,
};
export const PARTS = ['events', 'followups', 'birthdays'] as const;

/** Options with the default value are left out: everything shown, no alarms. */
export function calendarAddress(origin: string, token: string, choices: Choices): string {
  const chosen = PARTS.filter((part) => choices[part]);
  const asked = [
    ...(chosen.length > 0 && chosen.length < PARTS.length ? [`show=${chosen.join(',')}`] : []),
    ...(choices.alarms ? ['alarms=1'] : []),
  ];
  return `${origin}/calendar/${token}.ics${asked.length > 0 ? `?${asked.join('&')}` : ''}`;
}

/** Returns the address with the scheme by which phones open their calendar app. */
export const subscription = (address: string): string => address.replace(/^https?:/, 'webcal:');
