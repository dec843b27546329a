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

const DAS_DER =
  /^(?:[\p{Lu}][\p{L}\p{N}-]*)?(?:treff|treffen|mixer|dinner|abendessen|frühstück|empfang|stammtisch|workshop|vortrag|panel|podium|meetup|fest|festival|konzert|seminar|kongress|gipfel|brunch|picknick)$/iu;
const DIE =
  /^(?:[\p{Lu}][\p{L}\p{N}-]*)?(?:messe|konferenz|party|feier|tagung|lesung|runde|gala|ausstellung|vernissage|diskussion|sitzung|preisverleihung)$/iu;
const ABEND = /^\p{Lu}\p{L}*abend$/u;

/** „ beim Hafentreff“, „ bei der Buchmesse“; in Anführungszeichen passt jeder andere Name. */
function place(event: string): string {
  const [kind = '', second = ''] = event.split(' ');
  // Was danach kommt, sagt nur, wo und wofür.
  const isPlain = !event.includes(':') && (second === '' || /^(?:\p{Ll}|\d{4}$)/u.test(second));
  if (isPlain && DAS_DER.test(kind)) return ` beim ${event}`;
  if (isPlain && DIE.test(kind)) return ` bei der ${event}`;
  return isPlain && ABEND.test(kind) ? ` am ${event}` : ` bei „${event}“`;
}

function meeting({ event, days_ago }: About): string {
  const there = event?.trim() ? place(event.trim()) : '';
  const while_ago = days_ago !== null && days_ago >= 60 ? ', auch wenn es eine Weile her ist' : '';
  // „am Donnerstagabend“ sagt selbst, wann.
  const day = there.startsWith(' am ') ? '' : when(days_ago);
  return `schön, dass wir uns${day}${there} begegnet sind${while_ago}.`;
}

const VERBS = new Set(
  `arbeitet backt bastelt baut bloggt braut bringt bäckt entwirft erforscht erkennt fliegt forscht fotografiert
  freut fährt geht gibt gärtnert hasst hat heißt hilft hält hört interessiert isst ist kann kennt klettert kocht
  kommt lebt lehrt leitet lernt liebt liest läuft macht mag malt nimmt näht organisiert plant programmiert reist
  reitet rennt repariert restauriert rudert sammelt schreibt schwimmt segelt singt spielt spricht steht strickt
  studiert sucht surft tanzt taucht trifft trägt unterrichtet vergisst verkauft wandert war weiß will wird wohnt
  zeichnet zieht züchtet übersetzt`.split(/\s+/),
);
const IRREGULAR: Record<string, string> = {
  ist: 'bist',
  kann: 'kannst',
  mag: 'magst',
  war: 'warst',
  weiß: 'weißt',
  will: 'willst',
  wird: 'wirst',
  hat: 'hast',
  hält: 'hältst',
};

/** „fährt“ → „fährst“, „arbeitet“ → „arbeitest“, „tanzt“ → „tanzt“; null, wenn es kein solches Verb ist. */
function secondPerson(word: string): string | null {
  const verb = word.toLowerCase();
  if (!VERBS.has(verb)) return null;
  return IRREGULAR[verb] ?? (/[sßzx]t$/.test(verb) ? verb : `${verb.slice(0, -1)}st`);
}

/** Ein Satz darüber, wofür man sie kennt; null, wenn sich kein ehrlicher bilden lässt. */
function aboutThem(known_for: string | null): string | null {
  const [, who = '', clause = ''] = RELATIVE.exec(known_for ?? '') ?? [];
  const isWho = clause && !secondPerson(who);
  return told(isWho ? verbFirst(clause) : firstClause(known_for ?? ''));
}

/** Aus einer Notiz nur, was sicher ein Tun ist: Sie ist in Eile geschrieben. */
const aboutNoted = (noted: readonly string[] = []): string | null =>
  thingsNoted(noted, /^(?:sie|er)\s+/i)
    .map((thing) => told(thing))
    .find((line) => line !== null) ?? null;

/** „der Typ, der über Marathons bloggt“ */
const RELATIVE = /^(\p{L}+)[^,]{0,60}, (?:der|die|das) ([^,]+)$/u;

/** Was davon erzählt: „Orte, die es nie gab“; aber nicht, was sie damit tun: „jeder Zug, den sie nimmt“. */
function firstClause(text: string): string {
  const [, thing = '', clause = ''] =
    /^([^,;.\n(]*)(, (?:der|die|das|den|dem|denen) [^,;.\n(]*)?/u.exec(text) ?? [];
  const isTheirs = /\s(?:sie|er|ihn|ihm|(?:sein|ihr)(?:e[mnrs]?)?)(?:\s|$)/u.test(clause);
  return isTheirs || !clause ? firstThing(thing) : thing + clause;
}

/** Im Nebensatz steht das Verb am Ende: „über Marathons bloggt“ → „bloggt über Marathons“. */
function verbFirst(clause: string): string {
  const words = clause.trim().split(/\s+/);
  return [words.at(-1), ...words.slice(0, -1)].join(' ');
}

/** Von wem es das Lied, der Hund, das Boot ist, weiß man hier nicht: „erkennt jeden Vogel an seinem Lied“. */
const OF_ANOTHER = /\b(?:jede[nmrs]?|alle[nmrs]?)\s.*\b(?:sein|ihr)(?:e[mnrs]?)?\b/u;

function told(thing: string): string | null {
  const words = thing.trim().split(/\s+/);
  if (/^(?:sie|er)$/i.test(words[0] ?? '')) words.shift();
  if (/^eine?$/i.test(words[0] ?? '') && words.length === 2) return said('bist', words.slice(1));
  const [first = '', ...rest] = words;
  const verb = secondPerson(first);
  if (!verb || rest.length === 0 || OF_ANOTHER.test(thing)) return null;
  return said(verb, rest);
}

function said(verb: string, rest: readonly string[]): string {
  const more = rest
    .map((word, index) => {
      if (rest[index - 1] === 'und') return secondPerson(word) ?? word;
      if (word !== 'sich') return word;
      // „hat sich das Cello beigebracht“, „trägt ihn bei sich“: Dem steht etwas anderes im Akkusativ bei.
      const isDative = /^(?:das|den|die|einen?|ein)$/u.test(rest[index + 1] ?? '');
      return isDative || /^(?:bei|mit|von|zu)$/u.test(rest[index - 1] ?? '') ? 'dir' : 'dich';
    })
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
