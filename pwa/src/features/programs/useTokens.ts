import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../../data/problem';
import { account as a } from '../../texts/account';
import { programs as p } from '../../texts/programs';
import { toast } from '../../ui/Toast';
import { type FormErrors, formErrorsOf } from '../forms/formErrors';
import { endToken, listTokens, type MadeToken, makeToken, type Scope, type Token } from './tokens';

/** The tokens with one of these scopes, newest first, and functions to create and revoke one. */
export function useTokens(scopes: readonly Scope[]) {
  const [tokens, setTokens] = useState<Token[]>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    listTokens().then(
      (found) => setTokens(found.filter(({ scope }) => scopes.includes(scope))),
      (error) => setTrouble(formErrorsOf(error, { 0: p.needsNetwork }).whole),
    );
  }, []);
  const end = async (token: Token) => {
    try {
      await endToken(token.id);
      setTokens((held) => held?.filter(({ id }) => id !== token.id));
      toast(p.ended(token.name));
    } catch {
      toast(a.failed);
    }
  };
  const add = (token: Token) => setTokens((held) => [token, ...(held ?? [])]);
  return { tokens, trouble, end, add };
}

/** Creates a token. Asks for the password if the server does, some minutes after signing in. */
export function useMaking(add: (token: Token) => void) {
  const [made, setMade] = useState<MadeToken>();
  const [asksPassword, setAsksPassword] = useState(false);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<FormErrors>({ fields: {} });
  const make = async (name: string, scope: Scope): Promise<MadeToken | undefined> => {
    setBusy(true);
    setTrouble({ fields: {} });
    try {
      const token = await makeToken(name, scope, password);
      setMade(token);
      add(token);
      setAsksPassword(false);
      return token;
    } catch (error) {
      if (error instanceof Problem && error.reason === 'password_needed') setAsksPassword(true);
      else if (error instanceof Problem && error.reason === 'wrong_password')
        setTrouble({ fields: { password: p.wrongPassword } });
      else setTrouble(formErrorsOf(error, { 409: p.tooMany }));
      return undefined;
    } finally {
      setPassword('');
      setBusy(false);
    }
  };
  return { made, make, busy, trouble, asksPassword, password, setPassword };
}

export type Making = ReturnType<typeof useMaking>;
