import { call } from '../../data/api';
import type { Me } from '../../data/deviceSettings';
import { enter } from '../../data/session';
import { fromBase64url } from '../../prompts/subscribe';

/** A passkey, as `GET /me/passkeys` lists it. */
export interface Passkey {
  id: string;
  name: string;
  created_at: string;
  last_used_at: string | null;
}

interface Json {
  clientExtensionResults?: unknown;
  [member: string]: unknown;
}

const described = (list: unknown) =>
  ((list ?? []) as { id: string }[]).map((each) => ({ ...each, id: fromBase64url(each.id) }));

/** Whether this browser supports passkeys. */
export const canUse = (): boolean =>
  typeof PublicKeyCredential === 'function' && 'toJSON' in PublicKeyCredential.prototype;

/**
 * Returns what to send of a credential. The outputs of extensions stay here: that of `prf` is a secret, and
 * browsers include it in their JSON.
 */
export function sendable(credential: Credential | null): Json {
  if (!credential) throw new DOMException('nothing was chosen', 'NotAllowedError');
  const { clientExtensionResults: _kept, ...sent } = (
    credential as PublicKeyCredential
  ).toJSON() as unknown as Json;
  return sent;
}

/** Raises Problem. */
export async function listPasskeys(): Promise<Passkey[]> {
  return (await call<{ passkeys: Passkey[] }>('GET', '/me/passkeys')).passkeys;
}

/** Creates a passkey on this phone. Raises Problem, or DOMException if the user cancels. */
export async function createPasskey(): Promise<Json> {
  const options = await call<Json>('POST', '/me/passkeys/options', {});
  const user = options.user as { id: string; name: string; displayName: string };
  const publicKey = {
    ...options,
    challenge: fromBase64url(options.challenge as string),
    user: { ...user, id: fromBase64url(user.id) },
    excludeCredentials: described(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  return sendable(await navigator.credentials.create({ publicKey }));
}

/**
 * Raises Problem: 401 with the reason `password_needed`; then the same request may be sent again with a
 * password.
 */
export const keepPasskey = (made: Json, name: string, password: string): Promise<Passkey> =>
  call('POST', '/me/passkeys', { ...made, name, ...(password && { password }) });

/** Raises Problem. */
export const removePasskey = (id: string): Promise<void> => call('DELETE', `/me/passkeys/${id}`);

/** Signs in with a passkey. Raises Problem, or DOMException if the user cancels. */
export async function signInWithPasskey(): Promise<Me> {
  const options = await call<Json>('POST', '/session/passkey/options', {});
  const publicKey = {
    ...options,
    challenge: fromBase64url(options.challenge as string),
    allowCredentials: described(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  return enter('/session/passkey', sendable(await navigator.credentials.get({ publicKey })));
}
