import { number, plural } from './index';

/** What the app is, and what happens to what users write. Each sentence is true of this code. */
export const about = {
  title: 'About Karmadex',
  spirit: [
    'Karmadex is for the people you meet, not for what they could do for you. You jot down who somebody is and what they love; the next morning it asks you to say hi.',
    'Everybody gets their turn. Nobody is ranked or scored, and nothing counts what you got out of it. Good turns have a way of coming around; you may write down how they did.',
    'The idea is from an essay of 2009, “The Karma of Networking”: go for the pleasure of meeting people, and leave the pitch at home.',
  ] as readonly string[],
  privacy: {
    title: 'What becomes of what you write',
    sentences: (host: string): readonly string[] => [
      `What you jot down is kept on this phone and needs no network; with an account it is also on the server ${host}, so that your other phones have it.`,
      'Only your account sees it: no other account here can read, search or guess at it.',
      'It is not encrypted against whoever runs the server: they could read it, so choose one you trust.',
      'There are no ads and no trackers, and the app loads nothing from anybody else.',
      'Pictures are freed of place and device before they are kept; what you say is recorded for nobody but you, and sent to no service that listens.',
      'The server’s logs and figures hold no word of what you write, and nobody’s name or address.',
      'The morning’s push passes the maker of your browser encrypted: they see that one comes, not what it says.',
      'What you say to somebody goes out through your own phone, never through us.',
      'What you delete can be brought back for 30 days; “Forget for good” takes it off the server at once, off your other phones when they next sync, and off backups when those are thrown away; the history of your browser is yours to clear.',
      'You can take everything along as a file at any time; signing out wipes this phone, and deleting the account erases all of it on the server.',
    ],
  },
  keys: {
    title: 'What opens your account',
    password: 'Your password',
    passkeys: (n: number) =>
      plural(n, { one: 'One phone as a key', other: `${number(n)} phones as keys` }),
    codes: 'Codes of your authenticator app',
    programs: (n: number) =>
      plural(n, {
        one: 'One key for another program',
        other: `${number(n)} keys for other programs`,
      }),
    change: 'Look at them, and change them',
  },
  ask: {
    title: 'Whom to ask',
    whom: 'Whoever runs this server hears you here:',
    nobody: (host: string) => `Ask whoever gave you the address ${host}: they run this server.`,
  },
  source: 'Its source',
};
