import type * as en from '../en/shelf';

export const shelf: typeof en.shelf = {
  title: 'Besser werden',
  text: 'Sieben kurze Seiten für eine ruhige Minute.',
  tonight: 'Heute Abend: ',
  pages: {
    begin: {
      title: 'Wie man anfängt',
      text: 'Geh hin, ohne etwas verkaufen zu wollen. Frag dein Gegenüber, was es heute herführt, und meine es so: Die Antwort ist fast immer eine Geschichte. Bist du allein, such jemanden, der es auch ist. Zwei, die niemanden kennen, kennen sich schon halb. Ein Lächeln und dein Vorname genügen; womit du dein Geld verdienst, kann warten, bis jemand fragt.',
      tryIt: 'Frag eine Person, was sie eine Stunde vorher gemacht hat.',
    },
    listen: {
      title: 'Wie man zuhört',
      text: 'Man erinnert sich an den, der einen ausreden ließ. Frag nach dem, was zuletzt gesagt wurde, nicht nach dem, was dir als Nächstes einfällt. Lass eine Pause stehen: Das Gute kommt oft danach. Bleib mit den Augen da, wo das Gespräch ist; wer über die Schulter schaut, ist schon gegangen. Du musst heute nicht interessant sein. Interessiert genügt.',
      tryIt: 'Stell zwei Fragen hintereinander zur selben Sache.',
    },
    leave: {
      title: 'Wie man freundlich geht',
      text: 'Ein Gespräch darf enden, solange es noch schön ist. Sag, was dir gefallen hat, sag den Namen, und geh: „Schön, dass du mir von den Windhunden erzählt hast. Genieß den Abend, Ida.“ Es braucht keine Ausrede und kein Versprechen, das du nicht hältst. Noch besser: Reich sie weiter an jemanden, der dieselbe Geschichte lieben würde.',
      tryIt: 'Beende ein Gespräch damit, dass du wiederholst, was dir am besten gefiel.',
    },
    introduce: {
      title: 'Wie man zwei miteinander bekannt macht',
      text: 'Sag, wer beide sind, durch das, was sie lieben, nicht durch den Beruf: „Maya fährt noch im Oktober Wasserski; Tom bloggt darüber, Letzter zu werden.“ Nenn dann den Faden zwischen ihnen und tritt zurück. Per Nachricht frag vorher beide. Es kostet eine Minute, ist das Freundlichste, was man in einem Raum tun kann, und kommt zurück, wenn es niemand erwartet.',
      tryIt: 'Bring zwei zusammen, die beide gern draußen sind.',
    },
    remembered: {
      title: 'Wie man für das in Erinnerung bleibt, was man liebt',
      text: 'Fragt jemand, was du machst, beantworte die Frage, die er lieber gestellt hätte. Ein wahrer Satz über das, wovon du die ganze Nacht reden könntest, bleibt leichter hängen als ein Titel: „Ich male die Aussicht aus jedem Zug, den ich nehme.“ Er öffnet eine Tür, die ein Firmenname geschlossen hält, und so findet man dich nächstes Jahr wieder.',
      tryIt: 'Stell dich einmal ohne deinen Beruf vor.',
    },
    pitch: {
      title: 'Wie man in dreißig Sekunden sagt, was ein Kunde macht',
      text: 'Nur wenn jemand fragt. Drei Teile genügen: für wen es ist, was sich für sie ändert, und eine Geschichte von einem Menschen. Keine Eigenschaftswörter, keine Liste. „Für Leute, die für zwanzig kochen. Sie werfen nichts mehr weg. Eine Schule in Porto macht jetzt dreißig satt mit dem, was früher in die Tonne kam.“ Dann frag du etwas. Dreißig Sekunden, und zurück zum Abend.',
      tryIt:
        'Erzähl die Geschichte eines Kunden jemandem, der nichts damit zu tun hat, und hör auf.',
    },
    morning: {
      title: 'Wie man am Morgen danach schreibt',
      text: 'Schreib, solange du die Stimme noch hörst. Eine Zeile über sie, keine über dich: was sie dir erzählt haben, und dass du es gern gehört hast. Bitte um nichts. Hast du etwas versprochen, halt es in derselben Nachricht. Wer nicht antwortet, ist trotzdem gegrüßt, und nur darum ging es.',
      tryIt: 'Schreib der Person, von der du am wenigsten eine Antwort erwartest.',
    },
  },
  /** Small things to do at an event, for users who stand alone. They are not counted. */
  dares: [
    'Frag jemanden nach dem, was er oder sie bei sich trägt.',
    'Finde heraus, wer den weitesten Weg hatte, und frag, warum.',
    'Sag Hallo zu der Person, die der Wand am nächsten steht.',
    'Sag jemandem, was dir an seiner Frage gefallen hat.',
    'Frag jemanden: „Was würdest du mit einem freien Dienstag anfangen?“',
    'Mach zwei miteinander bekannt, ehe dein Glas leer ist.',
    'Merk dir einen Namen von denen, die heute hier arbeiten.',
    'Frag nach einem Buch, einem Gericht oder einem Ort, und notier es.',
  ],
};
