import { useState } from 'preact/hooks';
import { account as a } from '../../texts/account';
import { Field } from '../../ui/Field';
import { Switch } from '../../ui/Switch';

type Props = {
  autocomplete: 'current-password' | 'new-password';
  label?: string;
  hint?: string | undefined;
  value: string;
  error?: string | undefined;
  onText: (text: string) => void;
};

/** The field for a password. Pasting and autofill work, and it can be shown in plain text. */
export function Password({ label = a.fields.password, value, ...rest }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Field
        label={label}
        name="password"
        type={shown ? 'text' : 'password'}
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        value={value}
        {...rest}
      />
      <Switch label={a.fields.show} on={shown} onSwitch={setShown} />
    </>
  );
}
