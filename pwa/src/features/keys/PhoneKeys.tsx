import { useEffect, useState } from 'preact/hooks';
import { deviceName } from '../../texts/deviceName';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { toast } from '../../ui/Toast';
import { WholeFormError } from '../forms/formErrors';
import { Password } from '../forms/Password';
import { whenSaid } from '../sync/instantText';
import {
  canUse,
  createPasskey,
  keepPasskey,
  listPasskeys,
  type Passkey,
  removePasskey,
} from './passkeys';
import { usePasswordForm } from './usePasswordForm';

/** The account's passkeys: a fingerprint or a face instead of the password. */
export function PhoneKeys() {
  const [passkeys, setPasskeys] = useState<Passkey[]>();
  const [made, setMade] = useState<object>();
  const [password, setPassword] = useState('');
  const { busy, trouble, run } = usePasswordForm({ 409: k.phone.known, 422: k.phone.failed });
  useEffect(() => {
    // A server without a host name or https offers no passkeys; then the section is hidden.
    listPasskeys().then(setPasskeys, () => undefined);
  }, []);
  if (!passkeys) return null;

  const add = async () => {
    const problem = await run(async () => {
      const credential = made ?? (await createPasskey());
      setMade(credential);
      const name = deviceName(navigator.userAgent);
      const kept = await keepPasskey(credential as never, name, password);
      setPasskeys([kept, ...passkeys]);
      setMade(undefined);
      setPassword('');
      toast(k.phone.done);
    });
    const again = problem?.reason === 'password_needed' || problem?.reason === 'wrong_password';
    if (problem && !again) setMade(undefined);
  };
  const remove = (list: Passkey[]) =>
    run(async () => {
      for (const { id } of list) await removePasskey(id);
      setPasskeys(passkeys.filter((each) => !list.includes(each)));
      toast(k.phone.removed);
    });
  return (
    <Section title={k.phone.title}>
      <div class="stack">
        <p class="soft">{k.phone.why}</p>
        <Rows label={k.phone.title}>
          {passkeys.map((key) => (
            <li key={key.id}>
              <Row
                title={key.name}
                detail={key.last_used_at ? k.used(whenSaid(key.last_used_at)) : k.unused}
                aside={
                  <Button
                    look="quiet"
                    aria-label={k.phone.removeOf(key.name)}
                    onClick={() => void remove([key])}
                  >
                    {k.phone.remove}
                  </Button>
                }
              />
            </li>
          ))}
        </Rows>
        {passkeys.length > 1 && (
          <Button look="quiet" onClick={() => void remove(passkeys.slice(1))}>
            {k.phone.onlyNewest}
          </Button>
        )}
        {made && (
          <Password
            label={k.password.current}
            hint={k.again}
            autocomplete="current-password"
            value={password}
            onText={setPassword}
          />
        )}
        <WholeFormError trouble={made && !password ? { fields: {}, whole: k.again } : trouble} />
        {canUse() ? (
          <Button
            wide
            disabled={busy || (made !== undefined && !password)}
            onClick={() => void add()}
          >
            {k.phone.add}
          </Button>
        ) : (
          <p class="soft">{k.phone.unsupported}</p>
        )}
      </div>
    </Section>
  );
}
