/** Kept once the first screen has been drawn: only then is anything else fetched, read or begun. */
export const firstFrame = new Promise<void>((drawn) => {
  requestAnimationFrame(() => setTimeout(drawn));
});
