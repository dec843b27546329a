import { useEffect, useState } from 'preact/hooks';
import { call } from '../../data/api';
import { me, patchMe } from '../../data/session';
import { account as a } from '../../texts/account';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/Toast';

/** If this phone cannot receive pushes, offers the morning prompt by mail, if the server sends any. */
export function MailInstead() {
  const [hasMail, setHasMail] = useState(false);
  const isAsked = me.value?.prompt_by_mail === 'never';
  useEffect(() => {
    if (!isAsked) return;
    call<{ mail: boolean }>('GET', '/about').then(
      ({ mail }) => setHasMail(mail),
      () => undefined,
    );
  }, [isAsked]);
  if (!me.value) return null;
  if (!isAsked) return <p role="status">{a.push.byMail.on}</p>;
  if (!hasMail) return null;
  const accept = () =>
    patchMe({ prompt_by_mail: 'without_push' }).catch(() => toast(a.push.byMail.failed));
  return (
    <>
      <p>{a.push.byMail.offer}</p>
      <div>
        <Button look="quiet" onClick={() => void accept()}>
          {a.push.byMail.yes}
        </Button>
      </div>
    </>
  );
}
