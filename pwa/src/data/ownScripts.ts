/**
 * Trusted Types: the server's policy allows scripts only through this policy, which accepts the addresses of
 * our own files. Call it before starting a worker. `new Worker` and `register` use the default policy, so
 * Vite still finds the worker's source file.
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
      // The origin of a `blob:` address is ours too, but its content may be anything.
      if (origin === ours.origin && protocol === ours.protocol) return address;
      throw new TypeError(`Not a script of ours: ${address}`);
    },
  });
}
