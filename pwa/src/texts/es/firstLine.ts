/**
 * Una primera línea amable para alguien que conociste la noche anterior: sobre esa persona, nunca sobre
 * nosotros, y siempre solo una propuesta. Solo se hace frase de lo que seguro que lo es.
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
  if (days === 0) return ' hoy';
  if (days === 1) return ' anoche';
  if (days !== null && days > 1 && days < 7) return ' el otro día';
  return '';
}

const EL =
  /^(?:encuentro|panel|taller|congreso|desayuno|almuerzo|cóctel|evento|café|mixer|meetup|festival|brindis|concierto|seminario|debate|foro|picnic|brunch)$/iu;
const LA =
  /^(?:cena|feria|conferencia|charla|mesa|fiesta|velada|jornada|reunión|presentación|quedada|comida|gala|cumbre|inauguración|exposición|lectura|merienda)$/iu;
const NIGHT = /^noche del? (?=\p{Ll})/iu;

/** « en el Encuentro del jueves», « en la Feria del libro»; entre comillas cabe cualquier otro nombre. */
function place(event: string): string {
  const [kind = ''] = event.split(' ');
  if (event.includes(':')) return ` en “${event}”`;
  if (NIGHT.test(event)) return ` la ${event.charAt(0).toLowerCase()}${event.slice(1)}`;
  if (/^(?:el|la|los|las|un|una)$/iu.test(kind)) return ` en ${event}`;
  if (EL.test(kind)) return ` en el ${event}`;
  return LA.test(kind) ? ` en la ${event}` : ` en “${event}”`;
}

function meeting({ event, days_ago }: About): string {
  const there = event?.trim() ? place(event.trim()) : '';
  const long_ago = days_ago !== null && days_ago >= 60 ? ', aunque ya haya pasado un tiempo' : '';
  // «la noche del jueves» ya dice cuándo.
  const day = there.startsWith(' la ') ? '' : when(days_ago);
  return `Me alegró mucho conocerte${day}${there}${long_ago}.`;
}

/** Los que no se confunden con un sustantivo, como «cocina» o «programa». */
const VERBS = new Set(
  `adora ama aprende arregla baila baña busca canta coge colecciona conoce construye corre cose cría cultiva da
  dedica dibuja dirige diseña enseña es escribe esquía está estudia fotografía ha habla hace hornea investiga juega
  lee llega lleva monta muda navega organiza pasa pinta planea prepara puede quiere recoge repara restaura sabe
  surfea teje tiene toca trabaja traduce va viaja viene vive vuela vuelve`.split(/\s+/),
);
const IRREGULAR: Record<string, string> = { es: 'eres', fue: 'fuiste' };
const ADVERBS = /^(?:no|nunca|siempre|todavía|también|solo|ya|aún)$/iu;

/** «hace» → «haces», «es» → «eres», «nació» → «naciste»; null si no es uno de esos verbos. */
function secondPerson(word: string): string | null {
  const verb = word.toLowerCase();
  if (IRREGULAR[verb]) return IRREGULAR[verb];
  if (/[^i]ó$/u.test(verb)) return `${verb.slice(0, -1)}aste`;
  if (/ió$/u.test(verb)) return `${verb.slice(0, -2)}iste`;
  return VERBS.has(verb) ? `${verb}s` : null;
}

/** Una frase sobre lo suyo; null si no puede hacerse ninguna honesta. */
function aboutThem(known_for: string | null): string | null {
  const thing = firstThing(known_for);
  const clause = RELATIVE.exec(thing)?.[1];
  return clause ? told(clause, true) : told(thing);
}

/** De una nota, solo lo que seguro que hace: se escribió deprisa. */
const aboutNoted = (noted: readonly string[] = []): string | null =>
  thingsNoted(noted, /^(?:ella|él)\s+/i)
    .map((thing) => told(thing))
    .find((line) => line !== null) ?? null;

/** «el chico que bloguea sobre maratones» */
const RELATIVE = /^(?:(?:el|la|un|una|ese|esa) [\p{L}]{2,20}|alguien|quien) que (.+)$/iu;
/** Lo que sigue puede hablar de otro: «cada tren que toma», «un perro que ladra». */
const OF_ANOTHER =
  /\s(?:(?:antes|después) de que|hasta que|para que|desde que|que|donde|cuando|mientras|porque|aunque)\s.*$/iu;
/** De quién es: «conoce cada pájaro por su canto». */
const WHOSE = /\b(?:cada|todos?|todas?)\s.*\ssus?\s/iu;

/** `surely`: hay un verbo al principio. */
function told(thing: string, surely = false): string | null {
  const words = thing.replace(OF_ANOTHER, '').trim().split(/\s+/);
  if (WHOSE.test(thing)) return null;
  if (/^(?:ella|él)$/iu.test(words[0] ?? '')) words.shift();
  if (/^una?$/iu.test(words[0] ?? '') && words.length === 2) return line(['eres'], words.slice(1));
  const before = ADVERBS.test(words[0] ?? '') ? [words.shift()?.toLowerCase() ?? ''] : [];
  if (words[0]?.toLowerCase() === 'se') {
    words.shift();
    before.push('te');
  }
  const [first = '', ...rest] = words;
  const verb = secondPerson(first) ?? (surely && /[aeéá]$/u.test(first) ? `${first}s` : null);
  if (!verb || rest.length === 0) return null;
  return line([...before, verb], rest);
}

function line(verb: readonly string[], rest: readonly string[]): string {
  const more = rest
    .map((word, index) => (rest[index - 1] === 'y' ? (secondPerson(word) ?? word) : word))
    .join(' ')
    .replace(/(^|\s)su(s?)(?=\s)/g, '$1tu$2')
    .replace(/([aei]r)se(?=\s|$)/gu, '$1te');
  return `Me encantó saber que ${verb.join(' ')} ${more}.`;
}

function aboutInterest([first]: readonly string[]): string | null {
  const interest = first?.trim();
  return interest ? `Me gustó mucho hablar contigo de ${interest}.` : null;
}

export function firstLines(about: About): FirstLines {
  const name = givenName(about.name);
  return {
    start: `¡Hola${name && `, ${name}`}! ${meeting(about)}`,
    endings: endingsOf([
      aboutThem(about.known_for),
      aboutNoted(about.noted),
      aboutInterest(about.interests),
      'Me encantará saber qué tal te va la semana.',
    ]),
  };
}
