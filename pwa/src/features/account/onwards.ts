/** Where to go on, as an address says: within the app, else its first screen. */
export const onwards = (then: string | undefined): string =>
  then && /^\/(?![/\\])/.test(then) ? then : '/';
