/** Plurals and lists in each language. */
type Form = Intl.LDMLPluralRule;

/**
 * Returns the grammar of the language with this code, which has these plural forms. TypeScript then requires
 * each form wherever something is counted, and a test compares them with those of `Intl`.
 */
export function grammarOf<F extends Form>(language: string, forms: readonly F[]) {
  const rules = new Intl.PluralRules(language);
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const figures = new Intl.NumberFormat(language);
  return {
    forms,
    /** `plural(2, { one: '1 note', other: '2 notes' })`. */
    plural: (n: number, said: Record<F, string>): string => said[rules.select(n) as F],
    /** "Maya", "Maya and Tom", "Maya, Tom and Ada". */
    listed: (words: readonly string[]): string => list.format(words),
    /** "10,000". */
    number: (n: number): string => figures.format(n),
  };
}
