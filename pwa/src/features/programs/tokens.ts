import { call } from '../../data/api';

/** What a token is allowed to do. */
export type Scope = 'carddav' | 'calendar' | 'read' | 'write';

/** A token, as `GET /me/tokens` lists it. */
export interface Token {
  id: string;
  name: string;
  scope: Scope;
  created_at: string;
  last_used_at: string | null;
}

/** A new token; its value is returned only once. */
export interface MadeToken extends Token {
  token: string;
}

/** Raises Problem. */
export async function listTokens(): Promise<Token[]> {
  return (await call<{ tokens: Token[] }>('GET', '/me/tokens')).tokens;
}

/** `password`: only if the server asks for it. Raises Problem. */
export const makeToken = (name: string, scope: Scope, password: string): Promise<MadeToken> =>
  call('POST', '/me/tokens', { name, scope, ...(password && { password }) });

/** Raises Problem. */
export const endToken = (id: string): Promise<void> => call('DELETE', `/me/tokens/${id}`);
