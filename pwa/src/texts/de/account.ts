import type * as en from '../en/account';
import { number, plural } from './index';

export const account: typeof en.account = {
  signIn: {
    code: 'Code deiner Authenticator-App',
    codeNeeded:
      'Dein Konto verlangt auch einen Code: sechs Ziffern deiner Authenticator-App oder einen Ersatzcode.',
    forgot: 'Passwort vergessen?',
    withKey: 'Mit diesem Handy als Schlüssel anmelden',
    keyOpensNothing: 'Dieser Schlüssel öffnet hier nichts.',
    title: 'Anmelden',
    again: 'Wieder anmelden',
    button: 'Anmelden',
    busy: 'Einen Moment …',
    other: 'Neu hier? Leg ein Konto an',
    wrong: 'Die Adresse oder das Passwort stimmt nicht.',
  },
  signUp: {
    title: 'Konto anlegen',
    why: 'Mit einem Konto liegen deine Notizen auch auf dem Server, und am Morgen danach kommt eine freundliche Nachricht.',
    button: 'Mein Konto anlegen',
    busy: 'Wird angelegt …',
    other: 'Du hast schon eins? Melde dich an',
    taken: 'Mit dieser Adresse gibt es schon ein Konto. Willst du dich anmelden?',
    closed: 'Dieser Server nimmt keine neuen Konten an. Frag die Leute, die ihn betreiben.',
  },
  fields: {
    name: 'Dein Name',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    newPasswordHint: 'Mindestens 8 Zeichen. Ein Satz ist gut.',
    show: 'Passwort zeigen',
  },
  wrong: {
    name: 'Sag, wie wir dich nennen dürfen.',
    email: 'Das ist keine E-Mail-Adresse.',
    password: 'Mindestens 8 Zeichen, und nichts, was alle zuerst raten.',
    prompt_at: 'Such eine Uhrzeit aus.',
  },
  moveIn: (notes) =>
    plural(notes, {
      one: 'Was du auf diesem Handy notiert hast, zieht in dein Konto um.',
      other: `Die ${number(notes)} Dinge, die du auf diesem Handy notiert hast, ziehen in dein Konto um.`,
    }),
  welcome: (name) => `Willkommen, ${name}.`,
  expired: 'Du bist hier abgemeldet. Melde dich wieder an: Alles ist noch da.',
  needsHttps: 'Über einfaches http geht keine Anmeldung. Öffne diese Adresse mit https.',
  offline:
    'Gerade gibt es kein Netz. Alles bleibt auf diesem Handy; versuch es später noch einmal.',
  failed: 'Der Server antwortet gerade nicht. Nichts ist verloren; versuch es gleich noch einmal.',
  busy: 'Zu viele Versuche. Nichts ist verloren; versuch es in ein paar Minuten wieder.',
  settings: {
    title: 'Optionen',
    you: 'Du',
    nobody: 'Niemand ist angemeldet. Was du notierst, bleibt nur auf diesem Handy.',
    language: 'Sprache',
    languageOffline: 'Diese Sprache kommt übers Netz, und gerade gibt es keins.',
    morning: 'Der Morgen danach',
    promptAt: 'Frag mich um',
    pastFaces: 'Ein Gesicht von früher',
    pastFacesHint:
      'Einmal die Woche, wenn nichts ansteht, kommt jemand von früher wieder. Niemand zweimal, ehe alle da waren.',
    promptHint: (zone) =>
      `In der Zeitzone deines Handys, jetzt ${zone}. Fliegst du über Nacht nach Hause, ist es der Morgen dort, wo du aufwachst.`,
    saved: 'Gespeichert.',
    phone: 'Dieses Handy',
    devices: 'Angemeldete Handys und Computer',
    devicesDetail: 'Eins verloren? Melde es von hier aus ab.',
    keys: 'Schlüssel',
    keysDetail: 'Passwort, dieses Handy als Schlüssel, Codes; was mit deinem Konto geschah.',
    addressBook: 'Adressbuch',
    calendar: 'Kalender',
    programs: 'Für andere Programme',
    data: 'Deine Daten',
    keyboard: 'Tastatur',
    keyboardDetail: 'Suchen, notieren und weitergehen mit einer Taste.',
    sync: 'Wartet auf den Abgleich',
    nothingWaits: 'Nichts.',
    exportData: 'Meine Daten exportieren',
    exportDetail: 'Als Karten, als Tabelle oder alles zusammen. Geht auch ohne Netz.',
    bringIn: 'Leute hereinholen',
    bringInDetail: 'Vom Handy, aus Google, LinkedIn, Outlook, einer Tabelle',
    persisted: 'Dieses Handy behält deine Notizen, bis du sie löschst.',
    notPersisted:
      'Dieses Handy räumt Notizen vielleicht weg, wenn der Platz knapp wird. Was auf dem Server ist, ist sicher.',
    askPersist: 'Notizen auf diesem Handy behalten',
    storageUnknown: 'Dieser Browser verrät nicht, ob er Notizen auf Dauer behält.',
    leave: 'Abmelden oder löschen',
    about: 'Über Karmadex',
    aboutDetail: 'Was es ist, Privates, Version, wen du fragen kannst',
    signOut: 'Abmelden',
    deleteAccount: 'Mein Konto löschen',
  },
  push: {
    label: 'Morgengruß auf diesem Handy',
    hint: 'Eine Nachricht am Morgen, über die Leute vom Abend davor.',
    states: {
      denied: 'Mitteilungen sind für diese App gesperrt.',
      unsupported: 'Dieser Browser kann keine Mitteilungen empfangen. Die Grüße warten in der App.',
    },
    deniedHow:
      'Erlaube sie in den Einstellungen dieses Geräts oder deines Browsers. Dann komm zurück.',
    byMail: {
      offer: 'Dein Morgen kann stattdessen per Mail kommen.',
      yes: 'Per Mail schicken',
      on: 'Dein Morgen kommt per Mail.',
      failed: 'Das hat nicht geklappt. Versuch es später noch einmal.',
    },
    signInFirst: 'Melde dich erst an: Die Nachricht kommt vom Server.',
    turnedOn: 'Morgen früh wirst du gefragt.',
    turnedOff: 'Auf diesem Handy kommt nichts mehr.',
    failed: 'Die Mitteilungen deines Browsers sind gerade nicht zu erreichen. Versuch es später.',
    test: 'Zur Probe senden',
    tested: (devices, accepted) =>
      devices === 0
        ? 'Der Server kennt noch keines deiner Geräte. Schalte das hier aus und wieder ein.'
        : accepted === 0
          ? 'Sie ließ sich nicht senden. Versuch es später noch einmal.'
          : 'Unterwegs. Es sollte gleich da sein.',
  },
  install: {
    why: 'Leg Karmadex auf iPhone und iPad erst auf den Home-Bildschirm: Nur dort kann es dich erinnern, und was du in Safari notierst, bleibt in Safari.',
    how: [
      'Tipp in Safaris Leiste auf „Teilen“, das Quadrat mit dem Pfeil.',
      'Wähl „Zum Home-Bildschirm“.',
      'Öffne Karmadex von dort, melde dich an und schalte den Morgengruß ein.',
    ],
  },
  signOut: {
    title: 'Von diesem Handy abmelden',
    clean:
      'Alles von hier ist auf dem Server. Es wird von diesem Handy gelöscht und kommt mit dem Anmelden wieder.',
    waiting: (changes) =>
      plural(changes, {
        one: 'Eine Änderung ist noch nicht auf dem Server. Meldest du dich jetzt ab, ist sie verloren.',
        other: `${number(changes)} Änderungen sind noch nicht auf dem Server. Meldest du dich jetzt ab, sind sie verloren.`,
      }),
    tryNow: 'Erst senden',
    keep: 'Angemeldet bleiben',
    anyway: 'Trotzdem abmelden',
    button: 'Abmelden',
    done: 'Abgemeldet. Auf diesem Handy ist nichts mehr von dir.',
    stillSignedIn:
      'Von diesem Handy gelöscht. Der Server war nicht zu erreichen: Melde es von einem anderen aus ab.',
  },
};
