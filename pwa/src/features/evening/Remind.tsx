import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { me } from '../../data/session';
import { lookAgain, pushState, turnOn } from '../../prompts/morning';
import { account as a } from '../../texts/account';
import { evening } from '../../texts/evening';
import { Button, ButtonLink } from '../../ui/Button';
import { Section } from '../../ui/Page';
import { toast } from '../../ui/Toast';
import { InstallFirst } from '../account/InstallFirst';
import { MailInstead } from '../account/MailInstead';
import '../account/account.css';

/**
 * Asks whether to turn on the morning prompt. The browser's own question comes only after a yes; on an iPhone
 * the app has to be on the home screen before.
 */
export function Remind() {
  const [declined, setDeclined] = useState(false);
  useEffect(() => {
    void lookAgain();
    // The user may have come back from the phone's settings, where notifications were allowed.
    const look = () => void lookAgain();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const { path, query } = useLocation();
  const state = pushState.value;
  const asked = useRef<HTMLDivElement>(null);
  // Somebody who created an account for the prompt is asked now.
  const isBack = query.remind !== undefined && Boolean(state && me.value);
  useEffect(() => {
    if (isBack) asked.current?.scrollIntoView({ block: 'center' });
  }, [isBack]);
  if (!state) return null;
  const accept = async () => {
    try {
      await turnOn();
    } catch {
      toast(a.push.failed);
    }
  };
  return (
    <Section title={evening.after.remind.title}>
      <div class="stack" ref={asked}>
        {declined ? (
          <>
            <p role="status">{evening.after.remind.noTold}</p>
            <MailInstead />
          </>
        ) : state === 'install_first' ? (
          <>
            <InstallFirst />
            <MailInstead />
          </>
        ) : state === 'unsupported' ? (
          <>
            <p>{a.push.states.unsupported}</p>
            <MailInstead />
          </>
        ) : !me.value ? (
          <>
            <p>{evening.after.remind.account}</p>
            <div>
              <ButtonLink
                look="quiet"
                href={`/sign-up?then=${encodeURIComponent(`${path}?remind`)}`}
              >
                {a.signUp.title}
              </ButtonLink>
            </div>
          </>
        ) : state === 'on' ? (
          <p role="status">{evening.after.remind.on(me.value.prompt_at)}</p>
        ) : state === 'denied' ? (
          <>
            <p role="status">
              {a.push.states.denied} {a.push.deniedHow}
            </p>
            <MailInstead />
          </>
        ) : (
          <>
            <p>{evening.after.remind.text}</p>
            <div class="cluster">
              <Button look="primary" onClick={() => void accept()}>
                {evening.after.remind.yes}
              </Button>
              <Button look="quiet" onClick={() => setDeclined(true)}>
                {evening.after.remind.no}
              </Button>
            </div>
          </>
        )}
      </div>
    </Section>
  );
}
