import type { EventFields } from '../../records/kinds';
import { events as e } from '../../texts/events';
import { Field } from '../../ui/Field';
import { instantAt, wallTime } from './zoned';

/** The errors by field. */
export type Wrong = Partial<Record<keyof EventFields, string>>;

export function checkEvent({ name, starts_at, ends_at }: EventFields): Wrong {
  return {
    ...(!name.trim() && { name: e.errors.name }),
    ...(!starts_at && { starts_at: e.errors.starts }),
    ...(starts_at && ends_at && ends_at < starts_at && { ends_at: e.errors.ends }),
  };
}

interface Props {
  values: EventFields;
  wrong: Wrong;
  set: (changes: Partial<EventFields>) => void;
  /** The time zone of the times, if it is not that of this phone. */
  elsewhere?: string | undefined;
}

/** The fields of an event that is planned: name, place, and start. */
export function PlanFields({ values, wrong, set, elsewhere }: Props) {
  return (
    <>
      <Field
        label={e.name}
        value={values.name}
        most={200}
        autoComplete="off"
        error={wrong.name}
        onText={(name) => set({ name })}
      />
      <Field
        label={e.place}
        value={values.place ?? ''}
        most={200}
        autoComplete="off"
        onText={(text) => set({ place: text || null })}
      />
      <Field
        label={e.starts}
        type="datetime-local"
        hint={elsewhere}
        value={values.starts_at && wallTime(values.starts_at, values.timezone)}
        error={wrong.starts_at}
        onText={(text) => set({ starts_at: instantAt(text, values.timezone) ?? '' })}
      />
    </>
  );
}
