import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { erase } from '../../editing/erase';
import { useSave } from '../../editing/useSave';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { attachments as a } from '../../texts/attachments';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { IconButton } from '../../ui/IconButton';
import { MOST_SHOWN, measure } from './measure';
import { pinching } from './pinch';
import { thumbnailUrl } from './thumbnail';
import { missingText, wholeOf } from './whole';

/** Shows a whole picture with its caption. */
export function Viewer({ row, onClose }: { row: Row<'attachment'>; onClose: () => void }) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const { address, missing } = useWhole(row);
  const { fields } = row;
  const [caption, setCaption] = useState(fields.caption ?? '');
  useEffect(() => {
    const opened = dialog.current;
    opened?.showModal();
    return () => opened?.close();
  }, []);

  const { save, trouble } = useSave(async () => {
    const set = { caption: caption.trim() || null };
    if (set.caption !== (fields.caption ?? null))
      await (await openStore()).write([{ kind: 'attachment', record: row.id, set }]);
    onClose();
  });
  const isChanged = caption.trim() !== (fields.caption ?? '');
  return (
    <dialog
      class="viewer"
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={id} class="hidden">
          {fields.caption || a.picture}
        </h2>
        <Button look="danger" onClick={() => void erase(row, a.deleted, onClose)}>
          {a.delete}
        </Button>
        <IconButton sign="close" label={t.common.close} onClick={onClose} />
      </header>
      <div class="stage" ref={pinching}>
        {address && <img src={address} alt={fields.caption || a.picture} draggable={false} />}
      </div>
      {missing && (
        <p class="soft" role="status">
          {missing}
        </p>
      )}
      <form onSubmit={save} noValidate>
        {trouble}
        <Field label={a.caption} most={500} value={caption} onText={setCaption} />
        {isChanged && (
          <Button type="submit" look="primary" wide>
            {t.common.save}
          </Button>
        )}
      </form>
    </dialog>
  );
}

/** Returns the address of the thumbnail until the whole picture is loaded, and why it is missing. */
function useWhole(row: Row<'attachment'>): { address: string | undefined; missing: string } {
  const [whole, setWhole] = useState('');
  const [missing, setMissing] = useState('');
  useEffect(() => {
    let address = '';
    let isOver = false;
    wholeOf(row).then(
      (bytes) => {
        const found = measure(new Uint8Array(bytes));
        if (isOver) return;
        if (!found || found.width * found.height > MOST_SHOWN) return setMissing(a.notShown);
        address = URL.createObjectURL(new Blob([bytes], { type: found.type }));
        setWhole(address);
      },
      (why: unknown) => setMissing(missingText(why)),
    );
    return () => {
      isOver = true;
      URL.revokeObjectURL(address);
    };
  }, [row.id, row.fields.sha256]);
  return { address: whole || thumbnailUrl(row.fields.thumbnail ?? null), missing };
}
