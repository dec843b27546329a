/**
 * Trusted Types: the server's policy lets no text become a script but through this one, which takes
 * addresses of our own files. Call it before a worker is started: `new Worker` and `register` ask
 * the default policy, so that Vite still sees which file a worker is made from.
 */

interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): unknown;
}

let allowed = false;

export function allowOwnScripts(
  policies = (globalThis as { trustedTypes?: Policies }).trustedTypes,
  here = () => location.href,
): void {
  if (allowed || !policies) return;
  allowed = true;
  policies.createPolicy('default', {
    createScriptURL(address) {
      const { origin, protocol } = new URL(address, here());
      const ours = new URL(here());
      // That of `blob:` is ours too, and what is in it is text.
      if (origin === ours.origin && protocol === ours.protocol) return address;
      throw new TypeError(`Not a script of ours: ${address}`);
    },
  });
}
