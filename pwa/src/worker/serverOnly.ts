/** Addresses that the server answers itself: a page made of the shell would hide its answer. */
export const SERVER_ONLY = [
  /^\/api\//,
  /^\/dav\//,
  /^\/calendar\//,
  /^\/\.well-known\//,
  /^\/healthz$/,
  /^\/readyz$/,
];
