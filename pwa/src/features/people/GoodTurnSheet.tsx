import { useState } from 'preact/hooks';
import { erase } from '../../app/erase';
import { t } from '../../app/texts/en';
import { kindness as k } from '../../app/texts/en/people';
import { useEdit } from '../../app/useEdit';
import { openStore } from '../../data/open';
import type { KindnessFields, Row } from '../../records/kinds';
import { localDate } from '../../records/nextMorning';
import { newId } from '../../records/uuid';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Field, TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { hereZone } from '../../ui/when';
import { PersonField } from './PersonField';

type Props = { turn: Row<'kindness'> | null; personId: string; name: string; onClose: () => void };

const blank = (person_id: string): KindnessFields => ({
  person_id,
  direction: 'received',
  what: '',
  happened_on: localDate(Date.now(), hereZone()),
  thanks_to: null,
  introduced_to: null,
});

/** One good turn, new (`turn` null) or to be changed. */
export function GoodTurnSheet({ turn, personId, name, onClose }: Props) {
  // Made with the sheet: a second tap on Save writes the same good turn, not another one.
  const [id] = useState(newId);
  const [start] = useState(() => turn?.fields ?? blank(personId));
  const edit = useEdit<KindnessFields>(
    `kindness:${turn?.id ?? personId}`,
    start,
    turn?.rev ?? null,
  );
  const [tried, setTried] = useState(false);
  const { values, set } = edit;

  const save = async () => {
    setTried(true);
    if (!values.what.trim() || !values.happened_on) return;
    const store = await openStore();
    if (!turn) await store.write([{ kind: 'kindness', record: id, set: values }]);
    else if (Object.keys(edit.changes).length > 0) {
      await store.write([
        { kind: 'kindness', record: turn.id, set: edit.changes, base: edit.base },
      ]);
    }
    edit.done();
    onClose();
  };

  return (
    <Sheet title={turn ? k.edit : k.add} onClose={onClose}>
      <form
        class="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <fieldset class="orders">
          <legend class="hidden">{k.direction}</legend>
          {(['received', 'given'] as const).map((direction) => (
            <Chip
              key={direction}
              pressed={values.direction === direction}
              onClick={() => set({ direction })}
            >
              {k[direction](name)}
            </Chip>
          ))}
        </fieldset>
        <TextArea
          label={k.what}
          hint={k.whatHint}
          rows={2}
          maxLength={1000}
          value={values.what}
          error={tried && !values.what.trim() ? k.needed : undefined}
          onText={(what) => set({ what })}
        />
        <Field
          label={k.when}
          type="date"
          value={values.happened_on}
          error={tried && !values.happened_on ? k.needsDate : undefined}
          onText={(happened_on) => set({ happened_on })}
        />
        <PersonField
          label={k.thanksTo}
          none={k.nobody}
          value={values.thanks_to}
          without={[values.person_id]}
          onPerson={(thanks_to) => set({ thanks_to })}
        />
        <PersonField
          label={k.introducedTo}
          none={k.nobody}
          value={values.introduced_to}
          without={[values.person_id]}
          onPerson={(introduced_to) => set({ introduced_to })}
        />
        <Button type="submit" look="primary" wide>
          {t.common.save}
        </Button>
        {turn && (
          <Button
            look="danger"
            onClick={() => {
              edit.done();
              void erase(turn, k.deleted);
              onClose();
            }}
          >
            {t.common.delete}
          </Button>
        )}
      </form>
    </Sheet>
  );
}
