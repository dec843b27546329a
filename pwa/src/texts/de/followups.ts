import type * as en from '../en/followups';
import { number, plural } from './index';

export const followups: typeof en.followups = {
  title: 'Grüßen',
  morning: 'Guten Morgen',
  morningOf: (people) =>
    plural(people, {
      one: 'Eine Person, die du grüßen könntest.',
      other: `${people} Leute, die du grüßen könntest.`,
    }),
  morningDone: 'Für heute Morgen ist an alle gedacht.',
  alsoDue: 'Warten noch, ganz wie du magst',
  due: 'Zum Grüßen',
  comingUp: 'Demnächst',
  later: 'Noch weiter hin',
  season: {
    title: 'Alle kommen dran',
    line: (inTouch, met) =>
      plural(met, {
        one: inTouch
          ? 'Bei der einen Person, die du in den letzten drei Monaten getroffen hast, hast du dich gemeldet.'
          : 'Du hast in den letzten drei Monaten eine Person getroffen und dich noch nicht gemeldet.',
        other: `Du hast dich bei ${number(inTouch)} von ${number(met)} Leuten gemeldet, die du in den letzten drei Monaten getroffen hast.`,
      }),
    waiting: 'Noch nicht gemeldet',
    write: 'Schreiben',
  },
  empty: {
    title: 'Niemand wartet.',
    text: 'Nach einem Abend unter Leuten tauchen hier am nächsten Morgen alle auf, die du notiert hast.',
  },
  quietNow: {
    title: 'Heute ist nichts.',
    text: 'Die hier unten kommen an ihrem eigenen Morgen.',
  },
  metAt: (event, date) => `Getroffen bei ${event}, ${date}`,
  metOn: (date) => `Getroffen ${date}`,
  promised: 'Du hast versprochen:',
  pastFace: 'Ein Gesicht von früher',
  reasons: {
    next_morning: '',
    promise: '',
    keep_in_touch: 'Um in Kontakt zu bleiben',
    birthday: 'Geburtstag',
  },
  sayHi: 'Hallo sagen …',
  saidHi: 'Gegrüßt',
  tomorrow: 'Morgen',
  letGo: 'Gut sein lassen',
  allTomorrow: 'Alle morgen',
  about: (action, person) => `${action}: ${person}`,
  told: {
    saidHi: (person) => `${person}: gegrüßt.`,
    tomorrow: (person, date) => `${person} kommt ${date} wieder.`,
    letGo: (person) => `${person}: losgelassen. Das ist in Ordnung.`,
    allTomorrow: (people, date) =>
      plural(people, {
        one: `Eine Person kommt ${date} wieder.`,
        other: `${people} Leute kommen ${date} wieder.`,
      }),
  },
  relative: {
    today: 'heute',
    yesterday: 'gestern',
    tomorrow: 'morgen',
    on: (date) => `am ${date}`,
  },
  hello: {
    title: (person) => `Hallo sagen: ${person}`,
    line: 'Deine erste Zeile',
    hint: 'Ändere sie, wie du magst. Verschickt wird sie von deinem Handy, nicht von uns.',
    others: 'Oder weiter mit',
    plain: 'Nur das',
    own: 'Deine eigenen Zeilen',
    keep: 'Diese für andere behalten',
    kept: 'Behalten. Beim nächsten Mal mit dem passenden Namen.',
    forget: (line) => `Vergessen: ${line}`,
    forgotten: 'Die Zeile ist vergessen.',
    nudge: {
      client: (name) => `Da geht es um ${name}. Lieber aufheben, bis jemand fragt?`,
      talking_point: 'Das ist einer deiner Gesprächspunkte. Lieber aufheben, bis jemand fragt?',
      asking: 'Das bittet um etwas. Vielleicht diesmal nur Hallo sagen?',
    },
    share: 'Senden mit …',
    mail: (address) => `Mail an ${address}`,
    sms: (number) => `SMS an ${number}`,
    copy: 'Kopieren',
    copied: 'Kopiert.',
    noCopy: 'Dieser Browser lässt uns nicht kopieren. Halte den Text gedrückt, um ihn zu kopieren.',
    subject: 'Hallo',
    addContact:
      'Trag auf der Karte eine Mail-Adresse oder Nummer ein, dann kannst du von hier aus schreiben.',
  },
  invite: {
    text: 'Eine freundliche Nachricht am Morgen danach, mit den Namen: Würde das helfen?',
    accept: 'Ja, erinnere mich',
    how: 'Zeig mir, wie',
    accepted: 'Morgen früh wirst du gefragt.',
    failed: 'Das hat gerade nicht geklappt. Du findest es in den Optionen.',
  },
  promise: {
    add: 'Etwas versprechen',
    title: (person) => `Versprochen: ${person}`,
    what: 'Was hast du versprochen?',
    placeholder: 'Das Rezept schicken',
    when: 'Erinnere mich am',
    save: 'Merken',
    saved: (date) => `Du wirst ${date} erinnert.`,
    needed: 'Sag, was es ist.',
    needsDate: 'Such einen Tag aus.',
  },
};
