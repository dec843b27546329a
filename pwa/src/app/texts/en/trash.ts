export const trash = {
  title: 'Deleted',
  detail: 'For 30 days anything can be brought back.',
  none: 'Nothing is deleted.',
  back: 'Bring back',
  /** The name of the button for who listens: what it brings back. */
  bringBack: (what: string) => `Bring back: ${what}`,
  restored: 'It is back.',
};
