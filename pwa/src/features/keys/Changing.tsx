import { useState } from 'preact/hooks';
import { call } from '../../data/api';
import { type Me, setDeviceSettings } from '../../data/deviceSettings';
import { me } from '../../data/session';
import { account as a } from '../../texts/account';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { EmailField } from '../forms/EmailField';
import { WholeFormError } from '../forms/formErrors';
import { Password } from '../forms/Password';
import { usePasswordForm } from './usePasswordForm';

/** Changes the password. All other devices have to sign in again. */
export function NewPassword() {
  const { busy, trouble, run } = usePasswordForm();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      await call('PUT', '/me/password', { current_password: current, password });
      setCurrent('');
      setPassword('');
      toast(k.password.done);
    });
  };
  return (
    <Section title={k.password.title}>
      <form class="stack" onSubmit={change} noValidate>
        <Password
          label={k.password.current}
          autocomplete="current-password"
          value={current}
          onText={setCurrent}
        />
        <Password
          label={k.password.next}
          hint={a.fields.newPasswordHint}
          autocomplete="new-password"
          value={password}
          error={trouble.fields.password}
          onText={setPassword}
        />
        <p class="soft">{k.password.detail}</p>
        <WholeFormError trouble={trouble} />
        <Button wide type="submit" disabled={busy || !current || !password}>
          {k.password.button}
        </Button>
      </form>
    </Section>
  );
}

/** Changes the address of the account. */
export function NewAddress() {
  const { busy, trouble, run } = usePasswordForm({ 409: a.signUp.taken });
  const [email, setEmail] = useState(me.value?.email ?? '');
  const [password, setPassword] = useState('');
  const change = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      const account = await call<Me>('PUT', '/me/email', { password, email: email.trim() });
      await setDeviceSettings({ me: account });
      me.value = account;
      setPassword('');
      toast(a.settings.saved);
    });
  };
  return (
    <Section title={k.address.title}>
      <form class="stack" onSubmit={change} noValidate>
        <EmailField
          autocomplete="email"
          value={email}
          error={trouble.fields.email}
          onText={setEmail}
        />
        <Password
          label={k.password.current}
          autocomplete="current-password"
          value={password}
          error={trouble.fields.password}
          onText={setPassword}
        />
        <WholeFormError trouble={trouble} />
        <Button wide type="submit" disabled={busy || !password || email === me.value?.email}>
          {k.address.button}
        </Button>
      </form>
    </Section>
  );
}
