/** Returns the path to go to next: `then` if it is a path of this app, else the first screen. */
export const onwards = (then: string | undefined): string =>
  then && /^\/(?![/\\])/.test(then) ? then : '/';
