import { useState } from 'preact/hooks';
import { me, signIn } from '../../data/session';
import { mendAtStart } from '../../prompts/morning';
import { account as a } from '../../texts/account';
import { speakNext } from '../../texts/language';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { type FormErrors, formErrorsOf, WholeFormError } from './formErrors';
import { MoveIn } from './MoveIn';
import { Password } from './Password';
import './account.css';

/** Signing in, for the first time on this phone or again after the session ran out. */
export default function SignInPage() {
  const known = me.value;
  const [email, setEmail] = useState(known?.email ?? '');
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<FormErrors>({ fields: {} });
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble({ fields: {} });
    try {
      const account = await signIn({ email: email.trim(), password });
      // The old session took this phone's subscription with it.
      void mendAtStart();
      // Whoever speaks another language here starts anew in it.
      if (speakNext(account.language)) return location.replace('/');
      toast(a.welcome(account.name));
      go('/', true);
    } catch (error) {
      setTrouble(formErrorsOf(error, { 401: a.signIn.wrong }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page title={known ? a.signIn.again : a.signIn.title} back="/settings">
      <form class="stack" onSubmit={submit} noValidate>
        {known ? <p>{a.expired}</p> : <MoveIn />}
        <Field
          label={a.fields.email}
          type="email"
          name="email"
          autocomplete="username"
          inputMode="email"
          autocapitalize="none"
          spellcheck={false}
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
        <WholeFormError trouble={trouble} />
        <Button look="primary" wide type="submit" disabled={busy}>
          {busy ? a.signIn.busy : a.signIn.button}
        </Button>
      </form>
      {!known && <ButtonLink href="/sign-up">{a.signIn.other}</ButtonLink>}
    </Page>
  );
}
