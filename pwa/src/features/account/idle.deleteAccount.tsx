import { useState } from 'preact/hooks';
import { deleteAccount } from '../../data/session';
import { t } from '../../texts';
import { account as a } from '../../texts/account';
import { Button, ButtonLink } from '../../ui/Button';
import { go } from '../../ui/navigation';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { WholeFormError } from './formErrors';
import { Password } from './Password';
import { useForm } from './useForm';

/** Erases the account, after the password was given once more. */
export function DeleteAccount({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const { busy, trouble, run } = useForm({ wrong_password: a.remove.wrong });

  const erase = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      await deleteAccount(password);
      onClose();
      toast(a.remove.done);
      go('/', true);
    });
  };
  return (
    <Sheet title={a.remove.title} onClose={onClose} typing>
      <form class="stack" onSubmit={erase} noValidate>
        <p>{a.remove.text}</p>
        <div>
          <ButtonLink look="quiet" href="/settings/export">
            {a.remove.export}
          </ButtonLink>
        </div>
        <Password
          label={a.remove.password}
          autocomplete="current-password"
          value={password}
          error={trouble.fields.password}
          onText={setPassword}
        />
        <WholeFormError trouble={trouble} />
        <Button look="danger" wide type="submit" disabled={busy || password === ''}>
          {busy ? a.remove.busy : a.remove.button}
        </Button>
        <Button wide onClick={onClose}>
          {t.common.cancel}
        </Button>
      </form>
    </Sheet>
  );
}
