export const deleteAccount = {
  title: 'Delete my account',
  text: 'Every person, note and follow-up is erased, on the server and on this phone. Nobody can bring them back.',
  export: 'Export my data first',
  password: 'Your password',
  button: 'Delete everything',
  busy: 'Deleting…',
  wrong: 'This is not your password.',
  done: 'Your account is gone, with all that was in it.',
};
