import { useEffect, useState } from 'preact/hooks';
import { countHereOnly } from '../../data/files';
import { openCurrent } from '../../data/open';
import { signOut } from '../../data/session';
import { syncNow } from '../../syncing/status';
import { account as a } from '../../texts/account';
import { Button } from '../../ui/Button';
import { go } from '../../ui/navigation';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';

/** Returns how many changes and files are on this phone only, and would be lost. */
async function unsent(): Promise<number> {
  const { store, connection } = await openCurrent();
  const { waiting, parked } = await store.counts();
  return waiting + parked + (await connection.run(countHereOnly));
}

/** Asks before signing out, which wipes this phone. Says what would be lost, and offers to send it first. */
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
    toast(told ? a.signOut.done : a.signOut.stillSignedIn);
    go('/', true);
  };
  if (waiting === undefined) return null;
  return (
    <Sheet title={a.signOut.title} onClose={onClose}>
      <div class="stack">
        <p>{waiting > 0 ? a.signOut.waiting(waiting) : a.signOut.clean}</p>
        {waiting > 0 && (
          <Button look="primary" wide disabled={busy} onClick={sendFirst}>
            {a.signOut.tryNow}
          </Button>
        )}
        <Button look={waiting > 0 ? 'danger' : 'primary'} wide disabled={busy} onClick={leave}>
          {waiting > 0 ? a.signOut.anyway : a.signOut.button}
        </Button>
        <Button wide onClick={onClose}>
          {a.signOut.keep}
        </Button>
      </div>
    </Sheet>
  );
}
