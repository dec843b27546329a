import { useState } from 'preact/hooks';
import { call } from '../../data/api';
import { setDeviceSettings } from '../../data/deviceSettings';
import { me } from '../../data/session';
import { keys as k } from '../../texts/keys';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Section } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { WholeFormError } from '../forms/formErrors';
import { Password } from '../forms/Password';
import { Shown } from '../programs/tokenParts';
import { RecoveryCodes } from './RecoveryCodes';
import { usePasswordForm } from './usePasswordForm';

async function note(totp: boolean): Promise<void> {
  const account = me.peek();
  if (!account) return;
  me.value = { ...account, totp };
  await setDeviceSettings({ me: me.value });
}

/** Sets up one-time codes from another app, and recovery codes in case it is lost. */
export function Codes() {
  const isOn = me.value?.totp ?? false;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [begun, setBegun] = useState<{ secret: string; uri: string }>();
  const [codes, setCodes] = useState<string[]>();
  const { busy, trouble, run } = usePasswordForm({ 401: k.codes.wrong });

  const withPassword = (method: string, path: string) =>
    call<never>(method, path, { password }).finally(() => setPassword(''));
  const begin = () => run(async () => setBegun(await withPassword('POST', '/me/totp')));
  const confirm = () =>
    run(async () => {
      const answer = await call<{ recovery_codes: string[] }>('PUT', '/me/totp', { code });
      setCodes(answer.recovery_codes);
      setBegun(undefined);
      setCode('');
      await note(true);
    });
  const renew = () =>
    run(async () => {
      const answer: { recovery_codes: string[] } = await withPassword(
        'POST',
        '/me/totp/recovery-codes',
      );
      setCodes(answer.recovery_codes);
    });
  const end = () =>
    run(async () => {
      await withPassword('DELETE', '/me/totp');
      setCodes(undefined);
      await note(false);
      toast(k.codes.off);
    });
  return (
    <Section title={k.codes.title}>
      <div class="stack">
        <p class="soft">{isOn ? k.codes.isOn : k.codes.why}</p>
        {codes && <RecoveryCodes codes={codes} />}
        {begun ? (
          <>
            {/* A phone cannot read a code off its own screen. */}
            <ButtonLink look="quiet" wide href={begun.uri}>
              {k.codes.open}
            </ButtonLink>
            <Shown values={[[k.codes.secret, begun.secret]]} code={begun.uri} />
            <Field
              label={k.codes.code}
              inputMode="numeric"
              autocomplete="one-time-code"
              value={code}
              onText={setCode}
            />
            <WholeFormError trouble={trouble} />
            <Button look="primary" wide disabled={busy || !code} onClick={() => void confirm()}>
              {k.codes.confirm}
            </Button>
          </>
        ) : (
          <>
            <Password
              label={k.password.current}
              autocomplete="current-password"
              value={password}
              onText={setPassword}
            />
            <WholeFormError trouble={trouble} />
            {isOn ? (
              <div class="cluster">
                <Button disabled={busy || !password} onClick={() => void renew()}>
                  {k.codes.renew}
                </Button>
                <Button look="danger" disabled={busy || !password} onClick={() => void end()}>
                  {k.codes.end}
                </Button>
              </div>
            ) : (
              <Button wide disabled={busy || !password} onClick={() => void begin()}>
                {k.codes.begin}
              </Button>
            )}
          </>
        )}
      </div>
    </Section>
  );
}
