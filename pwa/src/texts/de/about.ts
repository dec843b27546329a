import type * as en from '../en/about';
import { number, plural } from './index';

export const about: typeof en.about = {
  title: 'Über Karmadex',
  spirit: [
    'Karmadex ist für die Menschen da, die du triffst, nicht für das, was sie dir nützen könnten. Du notierst, wer jemand ist und was ihm oder ihr am Herzen liegt; am nächsten Morgen fragt es, ob du Hallo sagen magst.',
    'Alle kommen an die Reihe. Niemand bekommt einen Rang oder Punkte, und nichts zählt, was für dich dabei herauskam. Gutes kommt gern zurück; wie, das kannst du festhalten.',
    'Die Idee stammt aus einem Essay von 2009, „The Karma of Networking“: Geh aus Freude an den Menschen hin, und lass die Werbung zu Hause.',
  ],
  privacy: {
    title: 'Was aus dem wird, was du schreibst',
    sentences: (host) => [
      `Was du notierst, liegt auf diesem Handy und braucht kein Netz; mit einem Konto liegt es auch auf dem Server ${host}, damit deine anderen Handys es haben.`,
      'Nur dein Konto sieht es: Kein anderes Konto hier kann es lesen, durchsuchen oder erraten.',
      'Vor denen, die den Server betreiben, ist es nicht verschlüsselt: Sie könnten es lesen, also nimm einen, dem du vertraust.',
      'Es gibt keine Werbung und niemanden, der mitliest, und die App lädt nichts von anderen.',
      'Aus Bildern fallen Ort und Gerät weg, bevor sie behalten werden; was du sprichst, wird nur für dich aufgenommen und keinem Dienst geschickt, der zuhört.',
      'In den Protokollen und Zahlen des Servers steht kein Wort von dem, was du schreibst, und niemandes Name oder Adresse.',
      'Die Nachricht am Morgen geht verschlüsselt über den Hersteller deines Browsers: Er sieht, dass eine kommt, nicht, was darin steht.',
      'Was du jemandem sagst, geht über dein eigenes Handy hinaus, nie über uns.',
      'Gelöschtes lässt sich 30 Tage lang zurückholen; „Endgültig vergessen“ nimmt es sofort vom Server, von deinen anderen Handys beim nächsten Abgleich, und aus den Sicherungen, wenn diese weggeworfen werden; den Verlauf deines Browsers leerst du selbst.',
      'Du kannst jederzeit alles als Datei mitnehmen; Abmelden leert dieses Handy, und das Konto zu löschen löscht alles auf dem Server.',
    ],
  },
  keys: {
    title: 'Was dein Konto öffnet',
    password: 'Dein Passwort',
    passkeys: (n) =>
      plural(n, { one: 'Ein Handy als Schlüssel', other: `${number(n)} Handys als Schlüssel` }),
    codes: 'Codes deiner Authenticator-App',
    programs: (n) =>
      plural(n, {
        one: 'Ein Schlüssel für ein anderes Programm',
        other: `${number(n)} Schlüssel für andere Programme`,
      }),
    change: 'Ansehen und ändern',
  },
  ask: {
    title: 'Wen du fragen kannst',
    whom: 'Wer diesen Server betreibt, ist hier zu erreichen:',
    nobody: (host) =>
      `Frag die Person, von der du die Adresse ${host} hast: Sie betreibt diesen Server.`,
  },
  source: 'Der Quelltext',
};
