import { useLayoutEffect, useState } from 'preact/hooks';
import { Problem } from '../../data/problem';
import { lookAgain, pushState, turnOff, turnOn } from '../../prompts/morning';
import { sendTest } from '../../prompts/pushApi';
import { account as a } from '../../texts/account';
import { Button } from '../../ui/Button';
import { Switch } from '../../ui/Switch';
import { toast } from '../../ui/Toast';
import { InstallFirst } from './InstallFirst';
import { MailInstead } from './MailInstead';

/** The morning prompt on this phone: on, off, or what has to be done first. */
export function PushSettings({ signedIn }: { signedIn: boolean }) {
  const [busy, setBusy] = useState(false);
  // Before the first frame: the text about a refused permission is long, and would push the rest down later.
  useLayoutEffect(() => {
    void lookAgain();
    // The user may have come back from the phone's settings, where notifications were allowed.
    const look = () => void lookAgain();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const state = pushState.value;

  const act = async (work: () => Promise<void>, told: () => string | null) => {
    setBusy(true);
    try {
      await work();
      const text = told();
      if (text) toast(text);
    } catch (error) {
      // A second test within a minute, or too many tests at once.
      const later = error instanceof Problem && (error.status === 429 || error.status === 503);
      toast(later ? a.busy : a.push.failed);
    } finally {
      setBusy(false);
    }
  };
  const test = () => {
    let sent = { devices: 0, accepted: 0 };
    return act(
      async () => {
        sent = await sendTest();
      },
      () => a.push.tested(sent.devices, sent.accepted),
    );
  };
  if (state === 'install_first')
    return (
      <div class="stack">
        <InstallFirst />
        <MailInstead />
      </div>
    );
  if (state === 'unsupported')
    return (
      <div class="stack">
        <p class="soft">{a.push.states.unsupported}</p>
        <MailInstead />
      </div>
    );
  if (!signedIn) return <p class="soft">{a.push.signInFirst}</p>;
  return (
    <div class="stack">
      <Switch
        label={a.push.label}
        hint={a.push.hint}
        on={state === 'on'}
        disabled={busy || state === undefined || state === 'denied'}
        onSwitch={(on) =>
          on
            ? act(turnOn, () => (pushState.value === 'on' ? a.push.turnedOn : null))
            : act(turnOff, () => a.push.turnedOff)
        }
      />
      {state === 'denied' && (
        <>
          <p role="status">
            {a.push.states.denied} {a.push.deniedHow}
          </p>
          <MailInstead />
        </>
      )}
      {state === 'on' && (
        <div>
          <Button look="quiet" disabled={busy} onClick={test}>
            {a.push.test}
          </Button>
        </div>
      )}
    </div>
  );
}
