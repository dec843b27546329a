import { useLive } from '../../editing/useLive';
import type { PersonFields } from '../../records/kinds';
import { personForm as f } from '../../texts/people';
import { Choice, Field } from '../../ui/Field';
import { EventChoice } from '../events/EventChoice';
import { PersonField } from './PersonField';

type Props = { id: string; values: PersonFields; set: (change: Partial<PersonFields>) => void };

/** Fields: where, when and through whom they were met, and how often to keep in touch. */
export function MetFields({ id, values, set }: Props) {
  const events = useLive((store) => store.all('event'), ['event'], []);
  const days = values.keep_in_touch_days;
  const often = Object.entries(f.keepDays).map(([value, label]) => ({ value, label }));
  if (days && !(days in f.keepDays)) often.push({ value: `${days}`, label: `${days}` });
  return (
    <>
      <EventChoice
        label={f.met_at}
        none={f.nowhere}
        events={events}
        value={values.met_at}
        onEvent={(met_at) => set({ met_at })}
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
