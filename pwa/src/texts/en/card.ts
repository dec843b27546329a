export const card = {
  field: {
    phones: 'Phone number',
    emails: 'Email address',
    links: 'Link',
    interests: 'Tags, with a comma between',
  },
  wrong: {
    phones: 'That is no number to call.',
    emails: 'That is no email address.',
    links: 'That is no link.',
    interests: 'A word or two is needed.',
  },
  added: 'It is on the card.',
  open: (who: string) => `To the card of ${who}`,
  dropped: 'It is dropped.',
  correct: (who: string) => `Should the card of ${who} say so, too?`,
  correctIt: 'Change the card',
  leaveIt: 'Leave it',
  corrected: (who: string) => `The card of ${who} says so, too.`,
};
