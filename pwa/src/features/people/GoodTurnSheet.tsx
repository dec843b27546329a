import { useState } from 'preact/hooks';
import { openStore } from '../../data/open';
import { EraseButton } from '../../editing/EraseButton';
import { useEdit } from '../../editing/useEdit';
import { useLive } from '../../editing/useLive';
import { useSave } from '../../editing/useSave';
import { dateHere } from '../../prompts/days';
import type { KindnessFields, Row } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { t } from '../../texts';
import { displayName } from '../../texts/displayName';
import { kindness as k } from '../../texts/people';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { Field, TextArea } from '../../ui/Field';
import { Sheet } from '../../ui/Sheet';
import { Versions } from '../versions/Versions';
import { mentioned } from './mentioned';
import { PersonField } from './PersonField';
import './people.css';

type Props = {
  /** null: a new one. */
  turn: Row<'kindness'> | null;
  /** The person it is about; null: to be chosen. */
  personId: string | null;
  onClose: () => void;
};

const SHORT = { given: () => k.givenShort, received: () => k.receivedShort };

const blank = (person_id: string): KindnessFields => ({
  person_id,
  direction: 'received',
  what: '',
  happened_on: dateHere(new Date()),
  thanks_to: null,
  introduced_to: null,
});

/** Edits a good turn: a line of text, and the people who had a part in it. */
export function GoodTurnSheet({ turn, personId, onClose }: Props) {
  // The id is made with the sheet, so that a second tap on Save makes no second good turn.
  const [id] = useState(newId);
  const [start] = useState(() => turn?.fields ?? blank(personId ?? ''));
  const edit = useEdit<KindnessFields>(
    `kindness:${turn?.id ?? personId ?? 'new'}`,
    start,
    turn?.rev ?? null,
  );
  const [tried, setTried] = useState(false);
  const { values, set } = edit;
  // People are read only once something is typed, because there may be thousands.
  const isBegun = values.what.trim() !== '';
  const people =
    useLive(async (store) => (isBegun ? store.all('person') : []), ['person'], [isBegun]) ?? [];
  const other = useLive(
    async (store) => (values.person_id ? store.get('person', values.person_id) : undefined),
    ['person'],
    [values.person_id],
  );

  const { save, trouble } = useSave(async () => {
    setTried(true);
    const { values, changes, base, saved } = edit.take();
    if (!values.what.trim() || !values.happened_on || !values.person_id) return;
    const store = await openStore();
    if (!turn) await store.write([{ kind: 'kindness', record: id, set: values }]);
    else if (Object.keys(changes).length > 0) {
      await store.write([{ kind: 'kindness', record: turn.id, set: changes, base }]);
    }
    saved();
    onClose();
  });

  return (
    <Sheet title={turn ? k.edit : k.add} onClose={onClose} typing={!turn}>
      <form class="stack" noValidate onSubmit={save}>
        <TextArea
          label={k.what}
          hint={k.whatHint}
          rows={2}
          most={1000}
          value={values.what}
          error={tried && !values.what.trim() ? k.needed : undefined}
          onText={(what) => set({ what })}
        />
        <Parts people={people} values={values} set={set} />
        {(!personId || turn) && (
          <PersonField
            label={k.with}
            none={k.choose}
            value={values.person_id || null}
            without={[values.thanks_to, values.introduced_to].filter((id) => id !== null)}
            error={tried && !values.person_id ? k.needsPerson : undefined}
            onPerson={(id) => id && set({ person_id: id })}
          />
        )}
        <fieldset class="plain cluster">
          <legend class="hidden">{k.direction}</legend>
          {(['received', 'given'] as const).map((direction) => (
            <Chip
              key={direction}
              pressed={values.direction === direction}
              onClick={() => set({ direction })}
            >
              {other ? k[direction](displayName(other.fields)) : SHORT[direction]()}
            </Chip>
          ))}
        </fieldset>
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
        {trouble}
        <Button type="submit" look="primary" wide>
          {t.common.save}
        </Button>
        {turn && <Versions row={turn} />}
        {turn && (
          <EraseButton row={turn} told={k.deleted} edit={edit} leave={onClose}>
            {t.common.delete}
          </EraseButton>
        )}
      </form>
    </Sheet>
  );
}

type Parted = {
  people: readonly Row<'person'>[];
  values: KindnessFields;
  set: (change: Partial<KindnessFields>) => void;
};

/** The people whom the line names, each with the parts they may have had: one tap instead of a search. */
function Parts({ people, values, set }: Parted) {
  const { person_id, thanks_to, introduced_to } = values;
  const named = mentioned(values.what, people)
    .filter(({ id }) => ![person_id, thanks_to, introduced_to].includes(id))
    .slice(0, 3);
  if (named.length === 0) return null;
  return (
    <div class="cluster">
      {named.map(({ id, fields }) => {
        const name = displayName(fields);
        if (!person_id) {
          return (
            <Chip key={id} onClick={() => set({ person_id: id })}>
              {k.withWhom(name)}
            </Chip>
          );
        }
        return [
          !thanks_to && (
            <Chip key={`${id} thanks`} onClick={() => set({ thanks_to: id })}>
              {k.thanks(name)}
            </Chip>
          ),
          !introduced_to && (
            <Chip key={`${id} introduced`} onClick={() => set({ introduced_to: id })}>
              {k.introduction(name)}
            </Chip>
          ),
        ];
      })}
    </div>
  );
}
