import type * as en from '../en/capture';
import { number, plural } from './index';

export const capture: typeof en.capture = {
  title: 'Notieren',
  field: 'Wen hast du getroffen, oder was willst du dir merken?',
  placeholder: 'Maya — segelt #meer',
  save: 'Speichern',
  tonight: 'Heute Abend',
  today: 'Heute',
  goesTo: 'Für ',
  nowhere: 'Wo bist du?',
  whoWasThat: 'Wer war das noch?',
  changeEvent: 'Ändern, wohin das gehört',
  suggested: (weekday, part) => (part === 'evening' ? `${weekday}abend` : `Treffen am ${weekday}`),
  opener: {
    first: 'Was hat dein Gegenüber heute hergeführt?',
    text: 'Frag danach, und hör zu. Notier dir nachher das eine, das du behalten möchtest.',
    quiet: 'War da jemand, den du dir merken willst?',
    quietText:
      'Das lohnt sich bei allen. Ein Name, ein Strich und was die Augen leuchten lässt: Das genügt.',
  },
  welcome: {
    signIn: 'Anmelden',
    text: 'Notier, wen du triffst. Morgen früh frage ich, ob du Hallo sagen magst.',
    homeScreen:
      'Auf dem iPhone leg mich zuerst auf den Home-Bildschirm: Was du hier notierst, bleibt in Safari.',
  },
  met: (event) => `Getroffen bei ${event}`,
  preview: 'So wird es gespeichert',
  justNote: 'Nur eine Notiz',
  noteOnly: 'Eine Notiz über niemand Bestimmtes',
  oneNote: 'Eine Notiz über alle',
  somebodyNew: 'Jemand Neues',
  aPerson: 'Über eine Person',
  several: (n) => plural(n, { one: 'Eine Person', other: `${n} Personen` }),
  swap: 'Name und „bekannt für“ tauschen',
  nameless: 'Noch kein Name',
  known: 'Die kennst du schon',
  about: 'Über',
  aboutLast: (who) => `Über ${who}, eben notiert`,
  unchoose: (who) => `Nicht über ${who}`,
  saved: (who, due) => (due ? `Gespeichert: ${who}. Am Morgen ein Hallo.` : `Gespeichert: ${who}`),
  savedNote: 'Gespeichert.',
  undone: 'Zurückgenommen. Die Zeile steht wieder im Feld.',
  notSaved:
    'Nicht gespeichert. Deine Zeile ist noch da: Versuch es noch einmal, oder nimm sie mit:',
  full: 'Nicht gespeichert: Das Handy ist voll. Deine Zeile ist noch da. Schaff etwas Platz, oder nimm sie mit:',
  noStorage:
    'Dieser Browser lässt die App nichts behalten. Öffne sie in einem gewöhnlichen Fenster oder in einem anderen Browser.',
  copy: 'Kopieren',
  copied: 'Kopiert',
  share: 'Teilen',
  andMore: (n) => `und ${number(n)} weitere`,
};

export const eveningForm: typeof en.eveningForm = {
  title: 'Wo bist du?',
  name: 'Name des Abends',
  save: 'Speichern',
  choose: 'Wohin gehört die nächste Notiz?',
  another: 'Woanders',
  nowhere: 'Auf keinem Event',
  here: 'Gerade hier',
  open: (event) => `${event} öffnen`,
};
