import { useState } from 'preact/hooks';
import { deleteAccount } from '../../data/session';
import { t } from '../../texts';
import { deleteAccount as d } from '../../texts/idle';
import { Button, ButtonLink } from '../../ui/Button';
import { go } from '../../ui/navigation';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { WholeFormError } from '../forms/formErrors';
import { Password } from '../forms/Password';
import { useForm } from '../forms/useForm';

/** Deletes the account, after asking for the password again. */
export function DeleteAccount({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  const { busy, trouble, run } = useForm({ wrong_password: d.wrong });

  const erase = (event: Event) => {
    event.preventDefault();
    void run(async () => {
      await deleteAccount(password);
      onClose();
      toast(d.done);
      go('/', true);
    });
  };
  return (
    <Sheet title={d.title} onClose={onClose} typing>
      <form class="stack" onSubmit={erase} noValidate>
        <p>{d.text}</p>
        <div>
          <ButtonLink look="quiet" href="/settings/export">
            {d.export}
          </ButtonLink>
        </div>
        <Password
          label={d.password}
          autocomplete="current-password"
          value={password}
          error={trouble.fields.password}
          onText={setPassword}
        />
        <WholeFormError trouble={trouble} />
        <Button look="danger" wide type="submit" disabled={busy || password === ''}>
          {busy ? d.busy : d.button}
        </Button>
        <Button wide onClick={onClose}>
          {t.common.cancel}
        </Button>
      </form>
    </Sheet>
  );
}
