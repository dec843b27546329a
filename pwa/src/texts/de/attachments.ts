import { number, plural } from './index';

export const attachments = {
  camera: 'Ein Bild machen',
  record: 'Aufnehmen, was du sagst',
  stop: 'Aufnahme beenden',
  speak: 'Sprechen, und es steht da',
  stopSpeaking: 'Nicht mehr zuhören',
  picture: 'Ein Bild',
  recording: 'Eine Aufnahme',
  level: 'Wie laut es ist',
  held: 'Pause: Etwas anderes hat gerade das Mikrofon.',
  play: 'Aufnahme anhören',
  pause: 'Anhalten',
  speed: (rate: string) => `Mit Tempo ${rate}`,
  remove: (what: string) => `Entfernen: ${what}`,
  removed: 'Entfernt.',
  keeping: 'Wird gespeichert …',
  refused: {
    unreadable: 'Das ist kein Bild, das sich hier lesen lässt.',
    too_large: 'Dieses Bild ist zu groß, um es hier zu öffnen.',
    full: 'Nicht gespeichert: Das Handy ist voll. Schaff etwas Platz und versuch es noch einmal.',
    broken: 'Nicht gespeichert: Etwas ging schief. Versuch es noch einmal.',
    microphone:
      'Ich darf nicht zuhören. Erlaube das Mikrofon in den Einstellungen deines Browsers.',
  },
  title: 'Bilder und Aufnahmen',
  add: 'Bild hinzufügen',
  addPhoto: 'Foto hinzufügen',
  changePhoto: 'Anderes Foto nehmen',
  photoOf: (who: string) => `Foto von ${who}`,
  open: (what: string) => `Öffnen: ${what}`,
  caption: 'Was ist zu sehen?',
  delete: 'Löschen',
  deleted: 'Gelöscht.',
  noRoom: 'Der Server hat keinen Platz dafür. Es bleibt auf diesem Handy.',
  comes: 'Das Ganze kommt, sobald es Netz gibt.',
  notThere:
    'Es ist noch nicht auf dem Server: Das Gerät, auf dem es gemacht wurde, hat es noch nicht geschickt.',
  notShown: 'Das lässt sich hier nicht zeigen.',
  hereOnly: (n: number) =>
    plural(n, {
      one: '1 Bild oder Aufnahme ist bisher nur auf diesem Handy.',
      other: `${number(n)} Bilder und Aufnahmen sind bisher nur auf diesem Handy.`,
    }),
  used: (used: string, most: string) =>
    `Die App belegt ${used} von ${most}, die sie hier haben darf.`,
  wifiOnly: 'Bilder nur über WLAN senden',
};
