import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { signUp } from '../../data/session';
import { account as a } from '../../texts/account';
import { hereZone } from '../../texts/dateTexts';
import { language } from '../../texts/language';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { go } from '../../ui/navigation';
import { Page } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { EmailField } from '../forms/EmailField';
import { WholeFormError } from '../forms/formErrors';
import { Password } from '../forms/Password';
import { useForm } from '../forms/useForm';
import { InstallFirst } from './InstallFirst';
import { MoveIn } from './MoveIn';
import { onwards } from './onwards';
import './account.css';

/** Creates an account. What was captured before moves into it. `?then=` is the path to return to. */
export default function SignUpPage() {
  const { then } = useLocation().query;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const { busy, trouble, run } = useForm({ 403: a.signUp.closed, 409: a.signUp.taken });

  const submit = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      const account = await signUp({
        name: name.trim(),
        email: email.trim(),
        password,
        timezone: hereZone(),
        language,
      });
      toast(a.welcome(account.name));
      go(onwards(then), true);
    });
  };
  return (
    <Page title={a.signUp.title} back="/settings">
      <form class="stack" onSubmit={submit} noValidate>
        <p>{a.signUp.why}</p>
        <MoveIn />
        <InstallFirst />
        <Field
          label={a.fields.name}
          name="name"
          autocomplete="name"
          autocapitalize="words"
          value={name}
          error={trouble.fields.name}
          onText={setName}
        />
        <EmailField
          autocomplete="email"
          value={email}
          error={trouble.fields.email}
          onText={setEmail}
        />
        <Password
          autocomplete="new-password"
          hint={trouble.fields.password ? undefined : a.fields.newPasswordHint}
          value={password}
          error={trouble.fields.password}
          onText={setPassword}
        />
        <WholeFormError trouble={trouble} />
        <Button look="primary" wide type="submit" disabled={busy}>
          {busy ? a.signUp.busy : a.signUp.button}
        </Button>
      </form>
      <ButtonLink href={then ? `/sign-in?then=${encodeURIComponent(then)}` : '/sign-in'}>
        {a.signUp.other}
      </ButtonLink>
    </Page>
  );
}
