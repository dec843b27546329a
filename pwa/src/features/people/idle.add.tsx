import { useEffect, useRef, useState } from 'preact/hooks';
import { CancelButton } from '../../editing/CancelButton';
import { writeWithUndo } from '../../editing/undo';
import { useEdit } from '../../editing/useEdit';
import { useEscape } from '../../editing/useEscape';
import { useSave } from '../../editing/useSave';
import type { Row } from '../../records/kinds';
import { t } from '../../texts';
import { card as c } from '../../texts/card';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { type Adding, adding, type What } from './addToCard';

const KEYBOARDS = { phones: 'tel', emails: 'email', links: 'url', interests: 'text' } as const;

type Props = { person: Row<'person'>; what: What; onClose: () => void };

/** Adds a line to somebody's card, with the right keyboard. The draft is stored. */
export function AddForm({ person, what, onClose }: Props) {
  const edit = useEdit(`add:${what}:${person.id}`, BLANK, null);
  const [refused, setRefused] = useState<Adding>();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const { save, trouble } = useSave(async () => {
    const { values, saved } = edit.take();
    const { id, fields, rev } = person;
    const added = adding(fields, what, values.text);
    if (!('set' in added)) return setRefused(added);
    if (Object.keys(added.set).length) {
      const draft = { kind: 'person' as const, record: id, set: added.set, base: rev };
      await writeWithUndo([draft], c.added);
    }
    saved();
    onClose();
  });
  useEscape(onClose);
  return (
    <form class="stack" noValidate onSubmit={save} ref={form}>
      <Field
        label={c.field[what]}
        value={edit.values.text}
        most={320}
        inputMode={KEYBOARDS[what]}
        autoComplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="done"
        error={refused && wordsOf(refused)}
        onText={(text) => {
          setRefused(undefined);
          edit.set({ text });
        }}
      />
      {trouble}
      <div class="cluster">
        <Button look="primary" type="submit">
          {t.common.save}
        </Button>
        <CancelButton edit={edit} leave={onClose} />
      </div>
    </form>
  );
}

const BLANK = { text: '' };

const wordsOf = (refused: Adding): string | undefined =>
  'wrong' in refused
    ? c.wrong[refused.wrong]
    : 'full' in refused
      ? t.common.tooMany(refused.full)
      : undefined;
