import { useState } from 'preact/hooks';
import { now } from '../../data/now';
import { openStore } from '../../data/open';
import { CancelButton } from '../../editing/CancelButton';
import { useEdit } from '../../editing/useEdit';
import { useSave } from '../../editing/useSave';
import { dateHere } from '../../prompts/days';
import { daysAfter } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { followups as f } from '../../texts/followups';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { comesBack } from './followupTexts';

type Props = { personId: string; name: string };

/** On a person's page: adds something promised to them, with the day of the reminder. */
export function AddPromise({ personId, name }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="quiet" onClick={() => setOpen(true)}>
        {f.promise.add}
      </Button>
      {open && <PromiseSheet personId={personId} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function PromiseSheet({ personId, name, onClose }: Props & { onClose: () => void }) {
  const today = dateHere(new Date(now.value));
  // The id is made with the sheet, so that a second tap on Save makes no second promise.
  const [record] = useState(newId);
  const [blank] = useState(() => ({ promise: '', due_on: daysAfter(today, 1) }));
  const edit = useEdit(`promise:${personId}`, blank, null);
  const { promise, due_on } = edit.values;
  const [tried, setTried] = useState(false);
  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, saved } = edit.take();
    const { promise, due_on } = values;
    if (promise.trim() === '' || due_on === '') return;
    const store = await openStore();
    await store.write([
      {
        kind: 'followup',
        record,
        set: { person_id: personId, due_on, reason: 'promise', promise: promise.trim() },
      },
    ]);
    saved();
    onClose();
    toast(f.promise.saved(comesBack(due_on, today)));
  });
  return (
    <Sheet title={f.promise.title(name)} onClose={onClose} typing>
      <form class="stack" noValidate onSubmit={save}>
        <Field
          label={f.promise.what}
          placeholder={f.promise.placeholder}
          value={promise}
          most={500}
          enterkeyhint="done"
          error={tried && promise.trim() === '' ? f.promise.needed : undefined}
          onText={(promise) => edit.set({ promise })}
        />
        <Field
          label={f.promise.when}
          type="date"
          value={due_on}
          min={today}
          error={tried && due_on === '' ? f.promise.needsDate : undefined}
          onText={(due_on) => edit.set({ due_on })}
        />
        {trouble}
        <div class="cluster">
          <Button look="primary" type="submit">
            {f.promise.save}
          </Button>
          <CancelButton edit={edit} leave={onClose} />
        </div>
      </form>
    </Sheet>
  );
}
