import type * as en from '../en/results';
import { number, plural } from './index';

export const results: typeof en.results = {
  start: 'Was dir noch einfällt',
  startText:
    'Ein Name, ein Wort aus einer Notiz, „letzten Frühling“, „beim Podcast-Panel“: eins davon genügt.',
  list: 'Gefunden',
  found: (total) => plural(total, { one: 'Eins gefunden', other: `${number(total)} gefunden` }),
  none: (text) => `Nichts zu „${text}“.`,
  partly: 'Nichts hat alle diese Wörter. Am nächsten kommt:',
  time: (said, from, to) => (from === to ? `„${said}“: ${from}` : `„${said}“: ${from} bis ${to}`),
  fields: {
    title: '',
    known: '',
    body: '',
    interests: 'Interessen:',
    event: 'Bei:',
    about: 'Über',
    client: 'Für',
    work: 'Arbeit:',
    reach: 'Zu erreichen:',
  },
};
