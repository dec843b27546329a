import { useState } from 'preact/hooks';
import { call } from '../../data/api';
import { useLive } from '../../editing/useLive';
import type { Kind, Row } from '../../records/kinds';
import { syncNow } from '../../syncing/status';
import { t } from '../../texts';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';
import { Row as Line, Rows } from '../../ui/Row';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import './forget.css';

type Props = { row: Row<Kind>; name: string; onDone: () => void; onClose: () => void };

/** Asks before forgetting for good. Says what else will be erased, and what the user has to check by hand. */
export function Forget({ row, name, onDone, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const shared = useLive(
    async (store) =>
      row.kind === 'person'
        ? (await store.notesOf(row.id)).filter(({ fields }) => fields.person_ids.length > 1)
        : [],
    ['note'],
    [row.id],
  );
  const forget = async () => {
    setBusy(true);
    try {
      // Sends the waiting changes first: the server can only forget what it has.
      await syncNow();
      await call('POST', `/records/${row.kind}/${row.id}/forget`);
      await syncNow();
      toast(k.forget.done);
      onDone();
    } catch {
      toast(k.forget.offline);
      setBusy(false);
    }
  };
  return (
    <Sheet title={k.forget.title(name)} onClose={onClose}>
      <div class="stack">
        <p>{row.kind === 'person' ? k.forget.text : k.forget.noteText}</p>
        {shared && shared.length > 0 && (
          <>
            <p>{k.forget.stays}</p>
            <Rows>
              {shared.map(({ id, fields }) => (
                <li key={id}>
                  <Line title={fields.body} href={`/notes/${id}`} />
                </li>
              ))}
            </Rows>
          </>
        )}
        <Button look="danger" wide disabled={busy} onClick={() => void forget()}>
          {busy ? k.forget.busy : k.forget.button}
        </Button>
        <Button wide onClick={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </Sheet>
  );
}
