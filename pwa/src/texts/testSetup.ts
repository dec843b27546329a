/**
 * Before any test: the words are there, as they are before any code that says something; English
 * ones, wherever the tests run.
 */
Object.defineProperty(navigator, 'languages', { value: ['en-GB'], configurable: true });

const { firstWords, laterWords } = await import('./language');

await firstWords();
await laterWords(async () => undefined);

export {};
