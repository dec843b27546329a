import { useState } from 'preact/hooks';
import { monthNames } from '../../texts/dateTexts';
import { personForm as f, people as p } from '../../texts/people';
import { Choice, Field } from '../../ui/Field';
import { type BirthdayParts, birthdayOf, partsOf } from './checkPerson';

type Props = {
  value: string | null;
  error?: string | undefined;
  onBirthday: (birthday: string | null) => void;
};

/** Day and month, and the year if it is known: most people mention only the day. */
export function BirthdayField({ value, error, onBirthday }: Props) {
  const [typed, setTyped] = useState<BirthdayParts | null>(null);
  const parts = typed && birthdayOf(typed) === value ? typed : partsOf(value);
  const change = (part: Partial<BirthdayParts>) => {
    const next = { ...parts, ...part };
    setTyped(next);
    onBirthday(birthdayOf(next));
  };
  const months = monthNames().map((label, index) => ({ value: `${index + 1}`, label }));
  return (
    <fieldset class="plain">
      <legend>{p.birthday}</legend>
      <div class="pair">
        <Field
          label={f.birthdayDay}
          name="birthday"
          inputMode="numeric"
          maxLength={2}
          value={parts.day}
          error={error}
          onText={(day) => change({ day: day.replace(/\D/gu, '') })}
        />
        <Choice
          label={f.birthdayMonth}
          value={parts.month}
          options={[{ value: '', label: '' }, ...months]}
          onText={(month) => change({ month })}
        />
        <Field
          label={f.birthdayYear}
          inputMode="numeric"
          maxLength={4}
          value={parts.year}
          onText={(year) => change({ year: year.replace(/\D/gu, '') })}
        />
      </div>
    </fieldset>
  );
}
