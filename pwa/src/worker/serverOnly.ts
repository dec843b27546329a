/** Addresses that the server answers itself. The worker must not answer them with the app's page. */
export const SERVER_ONLY = [
  /^\/api\//,
  /^\/dav\//,
  /^\/calendar\//,
  /^\/\.well-known\//,
  /^\/healthz$/,
  /^\/readyz$/,
];
