import { account as a } from '../../texts/account';
import { Field } from '../../ui/Field';

type Props = {
  /** `username`: where one signs in with it. */
  autocomplete: 'username' | 'email';
  value: string;
  error?: string | undefined;
  onText: (text: string) => void;
};

/** The address of an account. */
export function EmailField(props: Props) {
  return (
    <Field
      label={a.fields.email}
      type="email"
      name="email"
      inputMode="email"
      autocapitalize="none"
      spellcheck={false}
      {...props}
    />
  );
}
