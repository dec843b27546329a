/** Runs before all tests: loads the English texts, as the app loads texts before any code that uses them. */
Object.defineProperty(navigator, 'languages', { value: ['en-GB'], configurable: true });

const { withIdleTexts } = await import('./idleTexts');
const { loadFirstTexts } = await import('./language');

await loadFirstTexts();
await withIdleTexts(async () => undefined);

export {};
