import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { EraseButton } from '../../editing/EraseButton';
import { useEdit } from '../../editing/useEdit';
import { useSave } from '../../editing/useSave';
import type { CardFields, Row } from '../../records/kinds';
import { lengthOf } from '../../records/text';
import { newId } from '../../records/uuid';
import { t } from '../../texts';
import { cards as c } from '../../texts/cards';
import { Button } from '../../ui/Button';
import { Field, TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { Versions } from '../versions/Versions';
import { asText, isInParts, type Parts, partsOf } from './clients';

const MOST = 500;

type Props = {
  /** Null: a new card. */
  card: Row<'card'> | null;
  /** The client of a new card. */
  client: string;
  /** The position of a new card. */
  position: number;
  /** Called after saving, with the client. */
  onSaved: (client: string) => void;
  onClose: () => void;
};

/** Edits what to say about a client: thirty seconds, and the points behind it. */
export function PitchSheet({ card, client, position, onSaved, onClose }: Props) {
  // The id is made with the sheet, so that a second tap on Save makes no second card.
  const [id] = useState(newId);
  const [start] = useState<CardFields>(
    () =>
      card?.fields ?? {
        deck: 'pitch',
        text: '',
        details: null,
        client: client || null,
        position,
        retired: false,
      },
  );
  const edit = useEdit(`card:${card?.id ?? `pitch/${client}`}`, start, card?.rev ?? null);
  const [tried, setTried] = useState(false);
  const { values, set } = edit;
  const [inParts] = useState(isInParts(start.text));
  const error = tried && !values.text.trim() ? c.needed : undefined;

  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, changes, base, saved } = edit.take();
    if (!values.text.trim()) return;
    const store = await openStore();
    if (!card) await store.write([{ kind: 'card', record: id, set: values }]);
    else if (Object.keys(changes).length > 0) {
      await store.write([{ kind: 'card', record: card.id, set: changes, base }]);
    }
    saved();
    onSaved(values.client ?? '');
  });

  return (
    <Sheet
      title={card ? c.changeCard : client ? c.asked.another(client) : c.asked.addTitle}
      onClose={onClose}
      typing={!card}
    >
      <form class="stack" noValidate onSubmit={save}>
        <Field
          label={c.asked.client}
          hint={c.asked.clientHint}
          value={values.client ?? ''}
          most={200}
          autoComplete="off"
          onText={(text) => set({ client: text.trim() ? text : null })}
        />
        {inParts ? (
          <InParts text={values.text} error={error} onText={(text) => set({ text })} />
        ) : (
          <TextArea
            label={c.asked.pitch}
            hint={c.asked.pitchHint}
            most={MOST}
            value={values.text}
            error={error}
            onText={(text) => set({ text })}
          />
        )}
        <TextArea
          label={c.asked.points}
          hint={c.asked.pointsHint}
          most={5000}
          value={values.details ?? ''}
          onText={(text) => set({ details: text || null })}
        />
        {trouble}
        <Button type="submit" look="primary" wide>
          {t.common.save}
        </Button>
        {card && <Versions row={card} />}
        {card && (
          <EraseButton row={card} told={c.deleted} edit={edit} leave={onClose}>
            {t.common.delete}
          </EraseButton>
        )}
      </form>
    </Sheet>
  );
}

type InPartsProps = { text: string; error: string | undefined; onText: (text: string) => void };

/** The fields of the thirty seconds: for whom, what changes for them, one story. */
function InParts({ text, error, onText }: InPartsProps) {
  const parts = partsOf(text);
  const over = lengthOf(text) > MOST ? t.common.tooLong(lengthOf(text), MOST) : undefined;
  const part = (name: keyof Parts) => ({
    label: c.asked.parts[name],
    hint: c.asked.partHints[name],
    value: parts[name],
    onText: (typed: string) => onText(asText({ ...parts, [name]: typed })),
  });
  return (
    <>
      <Field {...part('whom')} autoComplete="off" error={error} />
      <Field {...part('change')} autoComplete="off" />
      <TextArea {...part('story')} rows={2} error={over} />
    </>
  );
}
