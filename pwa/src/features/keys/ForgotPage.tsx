import { useEffect, useState } from 'preact/hooks';
import { call } from '../../data/api';
import { me } from '../../data/session';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { EmailField } from '../forms/EmailField';
import { WholeFormError } from '../forms/formErrors';
import { useForm } from '../forms/useForm';

/** Says how to get in without the password: by mail if the server sends any, else through the operator. */
export default function ForgotPage() {
  const [hasMail, setHasMail] = useState<boolean>();
  const [email, setEmail] = useState(me.value?.email ?? '');
  const [asked, setAsked] = useState(false);
  const { busy, trouble, run } = useForm();
  useEffect(() => {
    call<{ mail: boolean }>('GET', '/about').then(
      ({ mail }) => setHasMail(mail),
      () => setHasMail(false),
    );
  }, []);
  const ask = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      await call('POST', '/recovery', { email: email.trim() });
      setAsked(true);
    });
  };
  return (
    <Page title={k.forgot.title} back="/sign-in">
      <div class="stack">
        {asked ? (
          <p role="status">{k.forgot.asked}</p>
        ) : hasMail ? (
          <form class="stack" onSubmit={ask} noValidate>
            <p>{k.forgot.byMail}</p>
            <EmailField autocomplete="username" value={email} onText={setEmail} />
            <WholeFormError trouble={trouble} />
            <Button look="primary" wide type="submit" disabled={busy || !email.trim()}>
              {k.forgot.button}
            </Button>
          </form>
        ) : (
          hasMail === false && <p>{k.forgot.withoutMail}</p>
        )}
        <p class="soft">{k.forgot.otherPhone}</p>
        <p class="soft">{k.forgot.kept}</p>
      </div>
    </Page>
  );
}
