import { useLive } from '../../editing/useLive';
import type { PersonFields, Row } from '../../records/kinds';
import { personForm as f } from '../../texts/people';
import { Choice, Field } from '../../ui/Field';
import { useSettled } from '../../ui/Later';
import { PersonField } from './PersonField';

type Props = { id: string; values: PersonFields; set: (change: Partial<PersonFields>) => void };

const latest = (events: readonly Row<'event'>[]) =>
  events
    .toSorted((a, b) => (a.fields.starts_at < b.fields.starts_at ? 1 : -1))
    .map(({ id, fields }) => ({ value: id, label: fields.name }));

/** Fields: where, when and through whom they were met, and how often to keep in touch. */
export function MetFields({ id, values, set }: Props) {
  const all = useLive((store) => store.all('event'), ['event'], []);
  // The other events are seen only when the list is opened. They are not in the first frame.
  const places = latest(useSettled(all) ?? all?.filter(({ id }) => id === values.met_at) ?? []);
  // An event that is deleted, or not pulled yet, stays chosen.
  if (values.met_at && !places.some(({ value }) => value === values.met_at)) {
    places.unshift({ value: values.met_at, label: '…' });
  }
  const days = values.keep_in_touch_days;
  const often = Object.entries(f.keepDays).map(([value, label]) => ({ value, label }));
  if (days && !(days in f.keepDays)) often.push({ value: `${days}`, label: `${days}` });
  return (
    <>
      <Choice
        label={f.met_at}
        value={values.met_at ?? ''}
        options={[{ value: '', label: f.nowhere }, ...places]}
        onText={(value) => set({ met_at: value || null })}
      />
      <Field
        label={f.met_on}
        type="date"
        value={values.met_on ?? ''}
        onText={(text) => set({ met_on: text || null })}
      />
      <PersonField
        label={f.introduced_by}
        none={f.nobody}
        value={values.introduced_by}
        without={[id]}
        onPerson={(introduced_by) => set({ introduced_by })}
      />
      <Choice
        label={f.keep}
        name="keep_in_touch_days"
        value={days ? `${days}` : ''}
        options={[{ value: '', label: f.keepNot }, ...often]}
        onText={(value) => set({ keep_in_touch_days: value ? Number(value) : null })}
      />
    </>
  );
}
