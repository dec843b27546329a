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

function meeting({ event, days_ago }: About): string {
  const there = event?.trim() ? ` en “${event.trim()}”` : '';
  const long_ago = days_ago !== null && days_ago >= 60 ? ', aunque ya haya pasado un tiempo' : '';
  return `Me alegró mucho conocerte${when(days_ago)}${there}${long_ago}.`;
}

/** Los que no se confunden con un sustantivo, como «cocina» o «programa». */
const VERBS = new Set(
  `adora ama aprende baila busca canta colecciona corre cose cultiva dibuja diseña dirige enseña es
  escribe esquía estudia fotografía habla hace hornea investiga juega lee monta navega organiza pinta
  planea prepara quiere repara restaura sabe surfea tiene toca trabaja traduce viaja viene vive vuela
  está va muda teje`.split(/\s+/),
);

/** «hace» → «haces», «es» → «eres»; null si no es uno de esos verbos. */
function secondPerson(word: string): string | null {
  const verb = word.toLowerCase();
  if (!VERBS.has(verb)) return null;
  return verb === 'es' ? 'eres' : `${verb}s`;
}

/** Una frase sobre lo suyo; null si no puede hacerse ninguna honesta. */
function aboutThem(known_for: string | null): string | null {
  return told(firstThing(known_for));
}

/** De una nota, solo lo que seguro que hace: se escribió deprisa. */
const aboutNoted = (noted: readonly string[] = []): string | null =>
  thingsNoted(noted, /^(?:ella|él)\s+/i)
    .map(told)
    .find((line) => line !== null) ?? null;

function told(thing: string): string | null {
  const words = thing.split(/\s+/);
  const reflexive = words[0]?.toLowerCase() === 'se';
  const [first = '', ...rest] = reflexive ? words.slice(1) : words;
  const verb = secondPerson(first);
  if (!verb || rest.length === 0) return null;
  const more = rest
    .map((word, index) => (rest[index - 1] === 'y' ? (secondPerson(word) ?? word) : word))
    .join(' ')
    .replace(/(^|\s)su(s?)(?=\s)/g, '$1tu$2');
  return `Me encantó saber que ${reflexive ? 'te ' : ''}${verb} ${more}.`;
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
