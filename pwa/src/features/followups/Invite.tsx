import { useEffect } from 'preact/hooks';
import { me } from '../../data/session';
import { lookAgain, pushState, turnOn } from '../../prompts/morning';
import { followups as f } from '../../texts/followups';
import { Button, ButtonLink } from '../../ui/Button';
import { toast } from '../../ui/Toast';

/** Offers the morning prompt, in the place where the people of the evening will be. */
export function Invite() {
  useEffect(() => {
    void lookAgain();
  }, []);
  const state = pushState.value;
  if (!me.value || (state !== 'off' && state !== 'install_first')) return null;
  const accept = async () => {
    try {
      await turnOn();
      if (pushState.value === 'on') toast(f.invite.accepted);
    } catch {
      toast(f.invite.failed);
    }
  };
  return (
    <div class="invite">
      <p class="soft">{f.invite.text}</p>
      {state === 'off' ? (
        <Button look="quiet" onClick={accept}>
          {f.invite.accept}
        </Button>
      ) : (
        <ButtonLink look="quiet" href="/settings">
          {f.invite.how}
        </ButtonLink>
      )}
    </div>
  );
}
