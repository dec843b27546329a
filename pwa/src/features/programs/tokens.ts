import { call } from '../../data/api';

/** What a token is for. */
export type Scope = 'carddav' | 'calendar' | 'read' | 'write';

/** A key that another program has, as `GET /me/tokens` lists it. */
export interface Token {
  id: string;
  name: string;
  scope: Scope;
  created_at: string;
  last_used_at: string | null;
}

/** A new one: the token itself is told this once. */
export interface MadeToken extends Token {
  token: string;
}

/** Raises Problem. */
export async function listTokens(): Promise<Token[]> {
  return (await call<{ tokens: Token[] }>('GET', '/me/tokens')).tokens;
}

/** `password` where it is asked for. Raises Problem. */
export const makeToken = (name: string, scope: Scope, password: string): Promise<MadeToken> =>
  call('POST', '/me/tokens', { name, scope, ...(password && { password }) });

/** Raises Problem. */
export const endToken = (id: string): Promise<void> => call('DELETE', `/me/tokens/${id}`);
