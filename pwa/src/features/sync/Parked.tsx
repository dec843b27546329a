import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { discard as drop, mend } from '../../data/parked';
import { useEdit } from '../../editing/useEdit';
import { useSave } from '../../editing/useSave';
import type { OutboxEntry } from '../../sync/protocol';
import { t } from '../../texts';
import { sync as s } from '../../texts/sync';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { copyText } from './copy';
import { headOf, kindName } from './describe';
import { generalErrors, mendables, mendedValue, wholeText } from './mending';

const NOTHING: Record<string, string> = {};

const fieldName = (field: string): string => s.fields[field] ?? field;

/** A change that the server refused, why, and what can be done. */
export function Parked({ entry }: { entry: OutboxEntry }) {
  const fields = mendables(entry);
  const edit = useEdit<Record<string, string>>(`mend:${entry.id}`, NOTHING, null);
  const texts = edit.values;
  const [asking, setAsking] = useState(false);
  const title = headOf(entry.kind, entry.set ?? {});
  const name = [kindName(entry.kind), title].filter(Boolean).join(': ');

  const { save: send, trouble } = useSave(async () => {
    const { values, saved } = edit.take();
    const mended = fields
      .filter(({ field }) => values[field] !== undefined)
      .map((field) => [field.field, mendedValue(entry, field, values[field.field] ?? '')]);
    const store = await openStore();
    await store.settle(mend(entry.id, Object.fromEntries(mended)));
    saved();
    toast(s.needsYou.mended);
  });
  const copy = async () =>
    toast((await copyText(wholeText(entry, fieldName))) ? s.needsYou.copied : s.needsYou.noCopy);

  return (
    <Card label={name}>
      <form class="stack" onSubmit={send}>
        <h3>{name}</h3>
        {generalErrors(entry, fieldName).map((detail) => (
          <p class="refusal" key={detail}>
            {detail}
          </p>
        ))}
        {fields.map(({ field, detail, text, list }) => (
          <TextArea
            key={field}
            label={fieldName(field)}
            error={detail}
            hint={list ? s.needsYou.list : undefined}
            value={texts[field] ?? text}
            rows={1}
            onText={(typed) => edit.set({ [field]: typed })}
          />
        ))}
        {fields.length === 0 && <p class="soft">{s.needsYou.noField}</p>}
        {trouble}
        <div class="cluster">
          <Button look="quiet" type="submit">
            {s.needsYou.send}
          </Button>
          <Button onClick={copy}>{s.needsYou.copy}</Button>
          <Button onClick={() => setAsking(true)}>{s.needsYou.discard}</Button>
        </div>
      </form>
      {asking && <Discard entry={entry} onDiscard={edit.done} onClose={() => setAsking(false)} />}
    </Card>
  );
}

type DiscardProps = { entry: OutboxEntry; onDiscard: () => void; onClose: () => void };

function Discard({ entry, onDiscard, onClose }: DiscardProps) {
  const discard = async () => {
    onClose();
    await (await openStore()).settle(drop(entry.id));
    onDiscard();
    toast(s.needsYou.discarded);
  };
  return (
    <Sheet title={s.needsYou.sureTitle} onClose={onClose}>
      <div class="stack">
        <p>{s.needsYou.sure}</p>
        <pre class="whole">{wholeText(entry, fieldName)}</pre>
        <div class="cluster">
          <Button look="danger" onClick={discard}>
            {s.needsYou.discard}
          </Button>
          <Button onClick={onClose}>{t.common.cancel}</Button>
        </div>
      </div>
    </Sheet>
  );
}
