import { useState } from 'preact/hooks';
import { go } from '../../app/moves';
import { t } from '../../app/texts';
import { account as a } from '../../app/texts/account';
import { deleteAccount } from '../../data/session';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { exportData } from './exporting';
import { Password } from './Password';
import { type Trouble, troubleOf, Whole } from './trouble';

const texts = a.remove;

/** Erases the account, after the password was given once more. */
export function DeleteAccount({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const [trouble, setTrouble] = useState<Trouble>({ fields: {} });
  const [busy, setBusy] = useState(false);

  const erase = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setTrouble({ fields: {} });
    try {
      await deleteAccount(password);
      onClose();
      toast(texts.done);
      go('/', true);
    } catch (error) {
      setTrouble(troubleOf(error, { 401: texts.wrong }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={texts.title} onClose={onClose}>
      <form class="stack" onSubmit={erase} noValidate>
        <p>{texts.text}</p>
        <div>
          <Button look="quiet" onClick={() => void exportData()}>
            {texts.export}
          </Button>
        </div>
        <Password
          label={texts.password}
          autocomplete="current-password"
          value={password}
          error={trouble.fields.password}
          onText={setPassword}
        />
        <Whole trouble={trouble} />
        <Button look="danger" wide type="submit" disabled={busy || password === ''}>
          {busy ? texts.busy : texts.button}
        </Button>
        <Button wide onClick={onClose}>
          {t.common.cancel}
        </Button>
      </form>
    </Sheet>
  );
}
