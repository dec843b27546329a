/**
 * Eine freundliche erste Zeile an jemanden vom Abend davor: über sie oder ihn, nie über uns, und immer nur
 * ein Vorschlag. Nur was sicher ein Satz wird, wird einer: Wer bei einem fremden Wort rät, klingt falsch.
 */
import {
  type About,
  endingsOf,
  type FirstLines,
  firstThing,
  givenName,
  thingsNoted,
} from '../firstLines';

function when(days: number | null): string {
  if (days === 0) return ' heute';
  if (days === 1) return ' gestern Abend';
  if (days !== null && days > 1 && days < 7) return ' neulich';
  return '';
}

/** In Anführungszeichen passt jeder Name, ob „PyCon“ oder „Idas Abendessen“. */
function meeting({ event, days_ago }: About): string {
  const there = event?.trim() ? ` bei „${event.trim()}“` : '';
  const while_ago = days_ago !== null && days_ago >= 60 ? ', auch wenn es eine Weile her ist' : '';
  return `schön, dass wir uns${when(days_ago)}${there} begegnet sind${while_ago}.`;
}

const VERBS = new Set(
  `arbeitet backt bastelt baut bloggt braut bäckt entwirft erforscht fliegt forscht fotografiert fährt
  gärtnert hat hilft hört ist kann klettert kocht kommt lebt lehrt leitet lernt liebt liest läuft macht
  mag malt näht organisiert plant programmiert reist reitet rennt repariert restauriert rudert sammelt
  schreibt schwimmt segelt singt spielt spricht strickt studiert sucht surft tanzt taucht übersetzt
  unterrichtet wandert wohnt zeichnet zieht züchtet`.split(/\s+/),
);
const IRREGULAR: Record<string, string> = { ist: 'bist', kann: 'kannst', mag: 'magst' };

/** „fährt“ → „fährst“, „arbeitet“ → „arbeitest“, „tanzt“ → „tanzt“; null, wenn es kein solches Verb ist. */
function secondPerson(word: string): string | null {
  const verb = word.toLowerCase();
  if (!VERBS.has(verb)) return null;
  return IRREGULAR[verb] ?? (/[szßx]t$/.test(verb) ? verb : `${verb.slice(0, -1)}st`);
}

/** Ein Satz darüber, wofür man sie kennt; null, wenn sich kein ehrlicher bilden lässt. */
function aboutThem(known_for: string | null): string | null {
  return told(firstThing(known_for));
}

/** Aus einer Notiz nur, was sicher ein Tun ist: Sie ist in Eile geschrieben. */
const aboutNoted = (noted: readonly string[] = []): string | null =>
  thingsNoted(noted, /^(?:sie|er)\s+/i)
    .map(told)
    .find((line) => line !== null) ?? null;

function told(thing: string): string | null {
  const [first = '', ...rest] = thing.split(/\s+/);
  const verb = secondPerson(first);
  if (!verb || rest.length === 0) return null;
  const more = rest
    .map((word, index) => (rest[index - 1] === 'und' ? (secondPerson(word) ?? word) : word))
    .join(' ')
    .replace(/(^|\s)(?:ihr|sein)(e[mnrs]?)?(?=\s)/g, '$1dein$2');
  return `Du ${verb} ${more}: Das ist mir im Kopf geblieben.`;
}

/** Worüber man spricht, ist ein Hauptwort und beginnt groß. */
function aboutInterest([first]: readonly string[]): string | null {
  const interest = first?.trim();
  if (!interest) return null;
  const named = interest.charAt(0).toLocaleUpperCase('de') + interest.slice(1);
  return `Unser Gespräch über ${named} hat mir Spaß gemacht.`;
}

export function firstLines(about: About): FirstLines {
  const name = givenName(about.name);
  return {
    start: `Hallo${name && ` ${name}`}, ${meeting(about)}`,
    endings: endingsOf([
      aboutThem(about.known_for),
      aboutNoted(about.noted),
      aboutInterest(about.interests),
      'Ich bin gespannt, wie deine Woche läuft.',
    ]),
  };
}
