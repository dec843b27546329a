/**
 * Before any test: the words are there, as they are before any code that says something; English
 * ones, wherever the tests run.
 */
Object.defineProperty(navigator, 'languages', { value: ['en-GB'], configurable: true });

const { loadFirstTexts, withTexts } = await import('./language');

await loadFirstTexts();
await withTexts(async () => undefined);

export {};
