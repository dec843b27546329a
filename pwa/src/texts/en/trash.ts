export const trash = {
  title: 'Deleted',
  detail: 'For 30 days anything can be brought back.',
  none: 'Nothing is deleted.',
  back: 'Bring back',
  /** The accessible name of the button: what it restores. */
  bringBack: (what: string) => `Bring back: ${what}`,
  forget: 'Forget for good',
  forgetOf: (what: string) => `Forget for good: ${what}`,
  restored: 'It is back.',
  until: (day: string) => `here until ${day}`,
};

export const versions = {
  title: 'Earlier versions',
  kept: 'Each text is kept for half a year at least.',
  none: 'There are no earlier versions.',
  asking: 'Asking the server…',
  unreachable:
    'The earlier versions are on the server, which cannot be reached just now. This is what the phone knows:',
  here: (when: string) => `on this phone, ${when}`,
  elsewhere: (when: string) => `on another phone, ${when}`,
  back: 'Take this one',
  bringBack: (what: string) => `Take this one: ${what}`,
  restored: 'That version is back.',
};
