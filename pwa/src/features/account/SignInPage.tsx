import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { call } from '../../data/api';
import { getDeviceSetting, type Me } from '../../data/deviceSettings';
import type { Problem } from '../../data/problem';
import { me, signIn } from '../../data/session';
import { mendAtStart } from '../../prompts/morning';
import { syncStatus } from '../../syncing/status';
import { account as a } from '../../texts/account';
import { speakNext } from '../../texts/language';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { EmailField } from '../forms/EmailField';
import { WholeFormError, type Words } from '../forms/formErrors';
import { Password } from '../forms/Password';
import { useForm } from '../forms/useForm';
import { MoveIn } from './MoveIn';
import { onwards } from './onwards';
import './account.css';

/** How long the form waits to hear whether the session is still good: a network may hang. */
const PATIENCE = 1000;

interface Known {
  account: Me | null;
  /** Whether the server has said so. */
  signedOut: boolean;
}

/** Signs in, for the first time on this phone or after the session has expired. */
export default function SignInPage() {
  const then = onwards(useLocation().query.then);
  const [known, setKnown] = useState<Known>();
  useEffect(() => {
    let left = false;
    const look = async () => {
      const account = me.peek() ?? (await getDeviceSetting('me').catch(() => null)) ?? null;
      // What is shown once stays: the form must not jump under somebody who types.
      const show = (signedOut: boolean) => setKnown((shown) => shown ?? { account, signedOut });
      if (!account || syncStatus.peek().state === 'signed_out') return show(true);
      setTimeout(show, PATIENCE, false);
      // Opened by its address while the session is still good: there is nothing to do here.
      const answer = await call<Me>('GET', '/me').catch(({ status }: Problem) => status);
      if (left) return;
      if (typeof answer === 'object' && answer.id === account.id) return go(then, true);
      show(answer === 401);
    };
    void look();
    return () => {
      left = true;
    };
  }, []);
  // Before that is known the form would ask for an address that the phone knows, and then jump.
  if (!known) return <Page title={a.signIn.title} back="/settings" />;
  return <SignIn {...known} then={then} />;
}

function SignIn({ account: known, signedOut, then }: Known & { then: string }) {
  const [email, setEmail] = useState(known?.email ?? '');
  const [password, setPassword] = useState('');
  const { busy, trouble, run } = useForm({ code_needed: a.signIn.codeNeeded });
  const [code, setCode] = useState<string>();

  const enter = async (by: () => Promise<Me>, words: Words) => {
    const refused = await run(async () => {
      const account = await by();
      // The push subscription ended with the old session.
      void mendAtStart();
      // If the account has another language, the page is loaded again in it.
      if (speakNext(account.language)) return location.replace(then);
      toast(a.welcome(account.name));
      go(then, true);
    }, words);
    if (refused?.reason === 'code_needed') setCode(code ?? '');
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void enter(() => signIn({ email: email.trim(), password, ...(code && { code }) }), {
      401: a.signIn.wrong,
    });
  };
  const withKey = () =>
    enter(async () => (await import('../keys/idle.signIn')).signInWithPasskey(), {
      401: a.signIn.keyOpensNothing,
      404: a.signIn.keyOpensNothing,
    });
  return (
    <Page title={known ? a.signIn.again : a.signIn.title} back="/settings">
      <form class="stack" onSubmit={submit} noValidate>
        {known ? signedOut && <p>{a.expired}</p> : <MoveIn />}
        <EmailField
          autocomplete="username"
          value={email}
          error={trouble.fields.email}
          onText={setEmail}
        />
        <Password
          autocomplete="current-password"
          value={password}
          error={trouble.fields.password}
          onText={setPassword}
        />
        {code !== undefined && (
          <Field
            label={a.signIn.code}
            autocomplete="one-time-code"
            autocapitalize="none"
            value={code}
            onText={setCode}
          />
        )}
        <WholeFormError trouble={trouble} />
        <Button look="primary" wide type="submit" disabled={busy}>
          {busy ? a.signIn.busy : a.signIn.button}
        </Button>
      </form>
      {typeof PublicKeyCredential === 'function' && (
        <Button wide disabled={busy} onClick={() => void withKey()}>
          {a.signIn.withKey}
        </Button>
      )}
      <ButtonLink look="quiet" href="/forgot">
        {a.signIn.forgot}
      </ButtonLink>
      {!known && <ButtonLink href="/sign-up">{a.signIn.other}</ButtonLink>}
    </Page>
  );
}
