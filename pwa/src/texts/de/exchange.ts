import type { exchange as en } from '../en/exchange';
import { number, plural } from './index';

const people = (n: number) => plural(n, { one: 'Eine Person', other: `${number(n)} Leute` });

export const exchange: typeof en = {
  title: 'Leute hereinholen',
  why: 'Alle, die du schon kennst, aus einer Datei. Du siehst, wer darin steht, bevor jemand hereinkommt, und kannst es zurücknehmen.',
  choose: 'Datei wählen',
  picker: 'Aus den Kontakten dieses Handys',
  paste: 'Hier einfügen',
  pasteHint: 'Ein Kontakt, eine Tabelle, ein Abend aus einem Kalender',
  read: 'Lesen',
  pasted: 'Was du eingefügt hast',
  picked: 'Kontakte dieses Handys',
  drop: 'Du kannst eine Datei auch irgendwo auf diese Seite ziehen.',
  how: 'Wie du so eine Datei bekommst',
  ways: [
    'iPhone: in Kontakte, Listen, „Alle Kontakte“ gedrückt halten, Exportieren.',
    'Android und Google: contacts.google.com, Exportieren, als Google CSV oder vCard.',
    'LinkedIn: Einstellungen, Datenschutz, Kopie deiner Daten, Verbindungen.',
    'Outlook: Personen, Kontakte verwalten, Exportieren.',
    'Monica: Einstellungen, Export, als JSON. Und was du aus Karmadex mitgenommen hast.',
  ],
  reading: (name) => `${name} wird gelesen …`,
  trouble: {
    nothing: 'Darin haben wir niemanden gefunden.',
    broken: 'Diese Datei lässt sich nicht lesen, oder sie ist nicht vollständig.',
    not_kept:
      'Es ließ sich auf diesem Handy nicht speichern. Ist noch Platz? Was schon hereinkam, ist da.',
  },
  look: 'Was darin ist',
  counts: {
    fresh: (n) => plural(n, { one: 'Eine Person ist neu', other: `${number(n)} sind neu` }),
    known: (n) => plural(n, { one: 'Eine ist schon hier', other: `${number(n)} sind schon hier` }),
    alike: (n) =>
      plural(n, { one: 'Eine kennst du vielleicht', other: `${number(n)} kennst du vielleicht` }),
    deleted: (n) =>
      plural(n, { one: 'Eine hast du gelöscht', other: `${number(n)} hast du gelöscht` }),
    unread: (n) =>
      plural(n, {
        one: 'Eine Zeile war nicht zu lesen',
        other: `${number(n)} Zeilen waren nicht zu lesen`,
      }),
  },
  records: (n) =>
    plural(n, { one: 'Ein Eintrag fehlt hier', other: `${number(n)} Einträge fehlen hier` }),
  recordsKnown: (n) =>
    plural(n, { one: 'Einer ist schon hier', other: `${number(n)} sind schon hier` }),
  alikeHint:
    'Sie kommen nebeneinander herein. Zusammengelegt wird nur, was du unter Leute zusammenlegst.',
  sameAs: (who) => `vielleicht ${who}`,
  bringBack: 'Alle zurückholen',
  again: (n) =>
    plural(n, { one: 'Eine steht doppelt darin.', other: `${number(n)} stehen doppelt darin.` }),
  cut: (n) =>
    plural(n, {
      one: 'Bei einer Person passt nicht alles hinein.',
      other: `Bei ${number(n)} passt nicht alles hinein.`,
    }),
  short: (n) =>
    plural(n, {
      one: 'Bei einer Person ist ein Name oder Beruf länger als sein Feld; er bleibt daneben ganz erhalten.',
      other: `Bei ${number(n)} ist ein Name oder Beruf länger als sein Feld; er bleibt daneben ganz erhalten.`,
    }),
  photos: (n) =>
    plural(n, {
      one: 'Eine hat ein Bild, das nach den Leuten kommt.',
      other: `${number(n)} haben Bilder, die nach den Leuten kommen.`,
    }),
  keptWhole: 'Was hier kein Feld hat, bleibt Wort für Wort bei der Person.',
  line: (at) => `Zeile ${number(at)}`,
  reasons: {
    nobody: 'Es steht nicht da, wer es ist.',
    value: 'Kein Feld kann das fassen. Es bleibt beim Rest.',
  },
  more: (n) => plural(n, { one: 'und noch eine', other: `und ${number(n)} weitere` }),
  columns: 'Was steht in den Spalten?',
  column: (n) => `Spalte ${number(n)}`,
  fields: {
    none: 'Nur aufheben',
    name: 'Ganzer Name',
    given: 'Vorname',
    middle: 'Zweiter Vorname',
    family: 'Nachname',
    emails: 'E-Mail-Adresse',
    phones: 'Telefonnummer',
    links: 'Link',
    organisation: 'Organisation',
    role: 'Aufgabe',
    birthday: 'Geburtstag',
    interests: 'Interessen',
    known_for: 'Bekannt für',
  },
  bring: (n) => `${people(n)} hereinholen`,
  bringRecords: 'Zurückholen',
  nothingNew: 'Alle darin sind schon hier.',
  importing: 'Kommt herein',
  pictures: 'Jetzt noch ihre Bilder',
  progress: (done, total) => `${number(done)} von ${number(total)}`,
  leave: 'Du kannst die Seite verlassen, oder die App. Es geht weiter, wenn du zurück bist.',
  done: (n) =>
    plural(n, { one: 'Eine Person kam herein', other: `${number(n)} Leute kamen herein` }),
  doneRecords: 'Alles ist wieder da',
  place:
    'Sie haben unter Leute ihren eigenen Platz, bis ihr euch trefft. Vorher fragt morgens niemand nach ihnen.',
  toPeople: 'Zu den Leuten',
  another: 'Noch eine Datei',
  takeBack: 'Zurücknehmen',
  takeBackOf: (name) => `Zurücknehmen: ${name}`,
  takingBack: 'Wird zurückgenommen',
  takenBack: 'Zurückgenommen',
  stayed: (n) =>
    plural(n, {
      one: 'Eine bleibt: Ihr habt euch getroffen.',
      other: `${number(n)} bleiben: Ihr habt euch getroffen.`,
    }),
  notBack: 'Diese kamen nicht zurück, denn sie wurden auch anderswo gelöscht:',
  before: 'Früher hereingeholt',
  events: {
    title: (n) => plural(n, { one: 'Ein Abend', other: `${number(n)} Abende` }),
    take: 'Übernehmen',
    takeOf: (name) => `Übernehmen: ${name}`,
    floating: 'Ohne Zeitzone: Es gilt die Zeit von hier.',
    repeated: 'Er wiederholt sich. Das ist der erste.',
    taken: (name) => `${name} ist unter deinen Abenden.`,
  },
  out: {
    title: 'Meine Daten exportieren',
    why: 'Es gehört dir. Das alles geht ohne Netz.',
    vcard: 'Alle, als Karten',
    vcardDetail: 'vCard, für jedes Handy und Adressbuch',
    csv: 'Alle, als Tabelle',
    csvDetail: 'CSV, für eine Tabellenkalkulation',
    zip: 'Alles zusammen',
    zipDetail: 'Leute, Notizen, Abende und der Rest. Stellt ein leeres Konto wieder her.',
    some: 'Nur einige',
    find: 'Jemanden finden',
    making: 'Wird geschrieben …',
    made: (n) =>
      plural(n, { one: 'Eine Person ist in der Datei.', other: `${number(n)} sind in der Datei.` }),
    missing: (n) =>
      plural(n, {
        one: 'Ein Bild war gerade nicht zu holen und fehlt darin.',
        other: `${number(n)} Bilder waren gerade nicht zu holen und fehlen darin.`,
      }),
    failed: 'Die Datei ließ sich nicht schreiben.',
    handSome: (n) =>
      plural(n, { one: 'Eine Person weitergeben', other: `${number(n)} Leute weitergeben` }),
  },
};
