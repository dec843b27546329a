/**
 * Before any test: the words are there, as they are before any code that says something; English
 * ones, wherever the tests run.
 */
Object.defineProperty(navigator, 'languages', { value: ['en-GB'], configurable: true });

const { withIdleTexts } = await import('./idleTexts');
const { loadFirstTexts } = await import('./language');

await loadFirstTexts();
await withIdleTexts(async () => undefined);

export {};
