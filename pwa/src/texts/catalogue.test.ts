import { describe, expect, test } from 'vitest';
import type { account } from './en/account';
import { matchLocale } from './matchLocale';

type Texts = Record<string, unknown>;

const packs = import.meta.glob<Texts>('./*/{first,deferred,idle,reading,searching,worker}.ts', {
  eager: true,
});
const languages = [...new Set(Object.keys(packs).map((path) => path.split('/')[1] as string))];
const packOf = (language: string): Texts =>
  Object.assign(
    {},
    ...['first', 'deferred', 'idle', 'reading', 'searching', 'worker'].map(
      (name) => packs[`./${language}/${name}.ts`],
    ),
  );
const english = packOf('en');

/** Grammar and search rules of a language, which are not texts to be compared. */
const NO_TEXTS = ['forms', 'greeting', 'reading', 'searching', 'firstLines'];

/** "people.order" → 'Order' … */
function leaves(texts: unknown, path: string[] = []): [string, unknown][] {
  if (path.length === 1 && NO_TEXTS.includes(path[0] as string)) return [];
  return typeof texts === 'object' && texts !== null
    ? Object.entries(texts).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [[path.join('.'), texts]];
}

/** Texts that are the same in another language as in English: names, and words that both have. */
const ALIKE: Record<string, RegExp> = {
  de: /^(Name|Version|Person|Text|Links?|Tag|Events?|Organisation)$/,
  es: /^$/,
};
/** Texts that consist of names, or of nothing that needs a translation. */
const NO_WORDS =
  /^(t\.app|t\.direction|karma\.title|introductions\.pair|t\.person\.knownFor|followups\.about|.*\.reasons\.(next_morning|promise)|results\.fields\.\w+)$/;

test('the app has English, German and Spanish', () => {
  expect(languages).toEqual(expect.arrayContaining(['en', 'de', 'es']));
});

describe.each(languages)('%s', (language) => {
  const texts = packOf(language);

  test('has the same texts as English', () => {
    const names = (of: Texts) => [
      ...Object.keys(of).filter((name) => name !== 'greeting'),
      ...leaves(of).map(([path, text]) => `${path}: ${typeof text}`),
    ];
    expect(names(texts).sort()).toEqual(names(english).sort());
  });

  test('has all plural forms of the language', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    expect([...(texts.forms as string[])].sort()).toEqual([...pluralCategories].sort());
  });

  test('has no English texts left', () => {
    const of = new Map(leaves(english).map(([path, text]) => [path, String(text)]));
    const left = leaves(texts).filter(
      ([path, text]) =>
        language !== 'en' &&
        !NO_WORDS.test(path) &&
        /\p{L}/u.test(String(text)) &&
        of.get(path) === String(text) &&
        !['plural', 'listed', 'number'].includes(path) &&
        !ALIKE[language]?.test(String(text)),
    );
    expect(left.map(([path]) => path)).toEqual([]);
  });

  test('says of blocked notifications only what is true on a computer, too', () => {
    const { push } = texts.account as typeof account;
    expect(`${push.states.denied} ${push.deniedHow}`).not.toMatch(/phone|handy|teléfono/i);
  });

  test('uses its own quotation marks and punctuation', () => {
    const wrong = leaves(texts).filter(([, text]) =>
      / [.,!?]|\.\.\.|[^\\]"|(\w)'(?=\w)/.test(typeof text === 'string' ? text : ''),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the language of the app', () => {
  const there = ['de', 'en', 'es'];
  test.each([
    [['de-AT', 'en'], 'de'],
    [['ES-mx'], 'es'],
    [['fr', 'es-ES', 'de'], 'es'],
    [['fr', 'it'], 'en'],
    [['english'], 'en'],
    [['est'], 'en'],
    [[null, 'de'], 'de'],
    [[], 'en'],
  ])('for %j is %s', (wanted, found) => {
    expect(matchLocale(wanted, there)).toBe(found);
  });
});
