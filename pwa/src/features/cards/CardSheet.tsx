import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { EraseButton } from '../../editing/EraseButton';
import { useEdit } from '../../editing/useEdit';
import { useSave } from '../../editing/useSave';
import type { CardFields } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { t } from '../../texts';
import { cards as c } from '../../texts/cards';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { toastUndo } from '../../ui/Toast';
import { Versions } from '../versions/Versions';
import { changing, type DeckCard, type DeckName, writeChange } from './deck';

type Props = {
  deck: DeckName;
  /** Null: a new card. */
  card: DeckCard | null;
  /** The position of a new card. */
  position: number;
  onClose: () => void;
};

/** Edits an opener or a line of the promise. Saving an example makes it a record. */
export function CardSheet({ deck, card, position, onClose }: Props) {
  // The id is made with the sheet, so that a second tap on Save makes no second card.
  const [id] = useState(newId);
  const [start] = useState<CardFields>(
    () => card?.fields ?? { deck, text: '', details: null, client: null, position, retired: false },
  );
  const edit = useEdit(`card:${card?.id ?? deck}`, start, card?.row?.rev ?? null);
  const [tried, setTried] = useState(false);
  const text = edit.values.text;
  const own = card?.row;

  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, base, saved } = edit.take();
    const { text } = values;
    if (!text.trim()) return;
    const store = await openStore();
    if (!card) {
      await store.write([{ kind: 'card', record: id, set: { deck, text, position } }]);
    } else if (!card.row || text !== card.fields.text) {
      await store.write(changing(card, { text }).map((draft) => ({ ...draft, base })));
    }
    saved();
    onClose();
  });
  const putAway = async (old: DeckCard) => {
    const drafts = changing(old, { retired: true });
    toastUndo(c.isAway, await writeChange(await openStore(), drafts));
    edit.done();
    onClose();
  };

  return (
    <Sheet
      title={card ? c.changeCard : deck === 'opener' ? c.addOpener : c.addPledge}
      onClose={onClose}
      typing={!card}
    >
      <form class="stack" noValidate onSubmit={save}>
        <TextArea
          label={c.text[deck]}
          rows={2}
          most={500}
          value={text}
          error={tried && !text.trim() ? c.needed : undefined}
          onText={(typed) => edit.set({ text: typed })}
        />
        {trouble}
        <Button type="submit" look="primary" wide>
          {t.common.save}
        </Button>
        {own && <Versions row={own} />}
        {card && (
          <div class="two">
            <Button look="quiet" onClick={() => void putAway(card)}>
              {c.putAway}
            </Button>
            {own && (
              <EraseButton row={own} told={c.deleted} edit={edit} leave={onClose}>
                {t.common.delete}
              </EraseButton>
            )}
          </div>
        )}
      </form>
    </Sheet>
  );
}
