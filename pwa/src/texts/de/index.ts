/** Was die App auf Deutsch sagt: die Wörter, die jede Seite braucht. */
import type * as en from '../en';
import { grammarOf } from '../grammar';

export const { forms, plural, listed, number } = grammarOf('de', ['one', 'other']);

export const t: typeof en.t = {
  app: 'Karmadex',
  direction: 'ltr',
  nav: {
    label: 'Hauptmenü',
    capture: 'Notieren',
    people: 'Leute',
    events: 'Events',
    followups: 'Grüßen',
    settings: 'Optionen',
    skip: 'Zum Inhalt springen',
  },
  common: {
    save: 'Speichern',
    cancel: 'Abbrechen',
    close: 'Schließen',
    back: 'Zurück',
    edit: 'Ändern',
    delete: 'Löschen',
    undo: 'Rückgängig',
    done: 'Fertig',
    more: 'Mehr zeigen',
    gone: 'Das gibt es hier nicht mehr.',
    notFound: 'Diese Seite gibt es nicht.',
    toStart: 'Zur Startseite',
    notKept:
      'Das Handy konnte es nicht speichern. Was du getippt hast, ist noch da: Versuch es noch einmal.',
    tooLong: (has, most) =>
      `Zu lang: ${number(has)} Zeichen, und Platz ist für ${number(most)}. Abgeschnitten wird nichts.`,
    tooMany: (most) => `Höchstens ${number(most)}.`,
    tooManyMarks: 'Auf einem Buchstaben sind zu viele Akzente: Lass welche weg.',
    notLoaded: 'Es gibt eine neue Version der App oder gerade kein Netz: Lade sie neu.',
    reload: 'Neu laden',
  },
  sync: {
    hereOnly: 'Nur auf diesem Handy · Konto anlegen',
    notes: (n) =>
      plural(n, {
        one: '1 Notiz noch nicht auf dem Server',
        other: `${number(n)} Notizen noch nicht auf dem Server`,
      }),
    changes: (n) => `${number(n)} noch nicht auf dem Server`,
    parked: (n) => plural(n, { one: '1 braucht dich', other: `${n} brauchen dich` }),
  },
  session: {
    expired: 'Abgemeldet. Alles ist noch da.',
    signIn: 'Wieder anmelden',
  },
  http: {
    told: 'Diese Seite kam über einfaches http: Anmelden geht hier nicht.',
    open: 'Mit https öffnen',
  },
  update: {
    ready: 'Eine neue Version ist da.',
    take: 'Übernehmen',
  },
  person: {
    somebodyFrom: (event) => `jemand von ${event}`,
    somebody: 'jemand, den du getroffen hast',
    knownFor: (name, knownFor) => `${name}, ${knownFor}`,
  },
};
