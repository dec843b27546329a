import { account as a } from '../../texts/account';
import { Field } from '../../ui/Field';

type Props = {
  /** `username` where it is used to sign in. */
  autocomplete: 'username' | 'email';
  value: string;
  error?: string | undefined;
  onText: (text: string) => void;
};

/** The field for the address of an account. */
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
