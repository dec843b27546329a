import { useEffect, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { signOut } from '../../data/session';
import { syncNow } from '../../syncing/status';
import { account as a } from '../../texts/account';
import { Button } from '../../ui/Button';
import { go } from '../../ui/navigation';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

const texts = a.signOut;

async function unsent(): Promise<number> {
  const { waiting, parked } = await (await openStore()).counts();
  return waiting + parked;
}

/** Signing out wipes this phone; what only this phone holds is said first, with a way to send it. */
export function SignOut({ onClose }: { onClose: () => void }) {
  const [waiting, setWaiting] = useState<number>();
  const [busy, setBusy] = useState(false);
  const count = async () => setWaiting(await unsent());
  useEffect(() => {
    void count();
  }, []);

  const sendFirst = async () => {
    setBusy(true);
    await syncNow();
    await count();
    setBusy(false);
  };
  const leave = async () => {
    setBusy(true);
    const told = await signOut();
    onClose();
    toast(told ? texts.done : texts.stillSignedIn);
    go('/', true);
  };
  if (waiting === undefined) return null;
  return (
    <Sheet title={texts.title} onClose={onClose}>
      <div class="stack">
        <p>{waiting > 0 ? texts.waiting(waiting) : texts.clean}</p>
        {waiting > 0 && (
          <Button look="primary" wide disabled={busy} onClick={sendFirst}>
            {texts.tryNow}
          </Button>
        )}
        <Button look={waiting > 0 ? 'danger' : 'primary'} wide disabled={busy} onClick={leave}>
          {waiting > 0 ? texts.anyway : texts.button}
        </Button>
        <Button wide onClick={onClose}>
          {texts.keep}
        </Button>
      </div>
    </Sheet>
  );
}
