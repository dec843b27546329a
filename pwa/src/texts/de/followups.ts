import type * as en from '../en/followups';
import { listed, number, plural } from './index';

export const followups: typeof en.followups = {
  title: 'Grüßen',
  quoted: (what) => `„${what}“`,
  strip: (names, others) =>
    `Hallo sagen: ${listed(others ? [...names, plural(others, { one: 'eine weitere Person', other: `${number(others)} weitere` })] : names)}`,
  morning: 'Guten Morgen',
  morningOf: (people) =>
    plural(people, {
      one: 'Eine Person, die du grüßen könntest.',
      other: `${people} Leute, die du grüßen könntest.`,
    }),
  morningDone: 'Für heute Morgen ist an alle gedacht.',
  due: 'Zum Grüßen',
  others: 'Warten auch noch',
  olderLetGo: (people) =>
    plural(people, {
      one: 'Diesen älteren Gruß loslassen',
      other: `Diese ${people} älteren loslassen`,
    }),
  eveningOn: (event, date) => `${event} · ${date}`,
  comingUp: 'Demnächst',
  later: 'Noch weiter hin',
  season: {
    title: 'Alle kommen dran',
    waitFor: (names, more) =>
      `${listed(more ? [...names, 'andere'] : names)} ${names.length > 1 || more ? 'haben' : 'hat'} noch nicht von dir gehört.`,
    all: 'Alle, die du in den letzten drei Monaten getroffen hast, haben von dir gehört.',
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
  sayHi: 'Hallo sagen …',
  saidHi: 'Gegrüßt',
  tomorrow: 'Morgen',
  letGo: 'Loslassen',
  allTomorrow: 'Alle morgen',
  handful: {
    enough: 'Eine Handvoll reicht für einen Morgen. Die anderen haben Zeit.',
    tomorrow: 'Die anderen morgen',
    more: 'Noch ein paar jetzt',
  },
  about: (action, person) => `${action}: ${person}`,
  told: {
    saidHi: (person) => `${person}: gegrüßt.`,
    kept: (person) => `Versprechen gehalten: ${person}.`,
    tomorrow: (person, date) => `${person} kommt ${date} wieder.`,
    letGo: (person) => `${person}: losgelassen. Das ist in Ordnung.`,
    allLetGo: (people) =>
      plural(people, {
        one: 'Losgelassen. Das ist in Ordnung.',
        other: `${people} losgelassen. Das ist in Ordnung.`,
      }),
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
    share: 'Senden mit …',
    mail: (name, address) => `Mail an ${name} · ${address}`,
    sms: (name, number) => `SMS an ${name} · ${number}`,
    messenger: (app, number) => `${app}: ${number}`,
    went: { title: 'Ist es raus?', yes: 'Ja, es ist raus', no: 'Noch nicht' },
    without: 'Anders gegrüßt',
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
