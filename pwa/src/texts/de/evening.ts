import type * as en from '../en/evening';
import { plural } from '.';

const WORDS = ['', 'einen', 'zwei', 'drei', 'vier', 'fünf', 'sechs'];
const MORE = ['sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'];
const inWords = (n: number): string => [...WORDS, ...MORE][n] ?? `${n}`;

export const evening: typeof en.evening = {
  around: 'Rund um diesen Abend',
  offers: {
    before: 'Bevor du hineingehst',
    cards: 'Karten',
    dare: 'Eine kleine Mutprobe',
    after: 'Zum Abschied',
    myCard: 'Meine Karte',
    table: 'Code für den Tisch',
  },
  fromBefore: {
    question: (n) =>
      plural(n, { one: 'Die Notiz von vorhin auch?', other: `Die ${n} Notizen von vorhin auch?` }),
    yes: 'Ja, gehört hierher',
    no: 'Nein, danke',
    told: (n) =>
      plural(n, {
        one: 'Die Notiz von vorhin gehört jetzt hierher.',
        other: `Die ${n} Notizen von vorhin gehören jetzt hierher.`,
      }),
  },
  shared: {
    picture: 'Ein Bild',
    recording: 'Eine Aufnahme',
    attached: (n: number) =>
      plural(n, { one: '1 Bild oder Aufnahme', other: `${n} Bilder und Aufnahmen` }),
    title: 'Mit Karmadex geteilt',
    take: 'Übernehmen',
    evening: 'Als Abend',
    discard: 'Wegwerfen',
    thrown: 'Weggeworfen.',
    waits: 'Es wartet, bis deine Zeile gespeichert ist.',
    more: (n) => plural(n, { one: 'Noch eins wartet.', other: `Noch ${n} warten.` }),
    failed:
      'Was du geteilt hast, ließ sich auf diesem Handy nicht behalten. Bitte teile es noch einmal.',
    full: 'Es warten schon so viele Dinge: Übernimm sie oder wirf sie weg, und teile das dann noch einmal.',
    foreign: 'Eine andere Website wollte hier etwas ablegen. Es wurde nicht angenommen.',
  },
  skip: 'Überspringen',
  breath: {
    title: 'Drei Atemzüge',
    settle: 'Lass die Schultern sinken.',
    in: 'Einatmen',
    out: 'Ausatmen',
    count: (breath) => `${['Erster', 'Zweiter', 'Dritter'][breath - 1]} Atemzug`,
  },
  pledge: {
    title: 'Dein Versprechen',
    change: (line) => `Ändern: ${line}`,
    none: 'Heute kein Versprechen? Dann geh einfach hin und hab es schön.',
    promise: 'Versprochen',
  },
  carry: {
    title: 'Eine zum Mitnehmen',
    take: 'Die nehme ich mit',
    without: 'Ohne',
  },
  after: {
    title: 'Zum Abschied',
    shelf: 'Wie man morgen früh schreibt',
    met: (n) =>
      n === 0
        ? 'Du warst da, und das zählt.'
        : plural(n, {
            one: 'Du hast einen Menschen getroffen.',
            other: `Du hast ${inWords(n)} Menschen getroffen.`,
          }),
    missing: 'Fehlt jemand?',
    missingNobody: 'War doch jemand dabei?',
    sort: {
      title: 'Um wen geht es hier?',
      text: 'Diese Notizen nennen niemanden. Leg sie zu jemandem, oder lass sie, wie sie sind.',
      other: 'Jemand anderes',
      somebodyNew: 'Jemand Neues',
      leave: 'Niemand',
      about: (who) => `Über ${who}`,
      told: (who) => `Jetzt bei ${who}.`,
    },
    remind: {
      title: 'Morgen früh',
      text: 'Eine freundliche Nachricht mit ihren Namen, solange der Abend noch frisch ist. Darf ich dich erinnern?',
      yes: 'Ja, morgen früh',
      no: 'Nein, danke',
      noTold: 'Gut. Sie warten in der App.',
      account: 'Mit einem Konto kann ich dich morgen früh an sie erinnern, mit ihren Namen.',
      on: (time) => `Du wirst morgen um ${time} erinnert.`,
    },
    done: 'Gute Nacht',
    doneTold: 'Schlaf gut.',
  },
};
