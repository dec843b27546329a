import type {
  ComponentChildren,
  InputHTMLAttributes,
  PartialInputHTMLAttributes,
  TextareaHTMLAttributes,
} from 'preact';
import { useId } from 'preact/hooks';
import { errorOf } from '../texts/refusals';
import { tidy } from './tidy';
import './Field.css';

type Common = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** The most characters; a longer text shows an error, and is never cut. */
  most?: number | undefined;
};
/** Props that the frame sets itself. */
type Own = 'label' | 'value' | 'onInput' | 'id' | 'class' | 'role' | 'icon';
type Given = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean };

const tooLong = (value: string, most: number | undefined): string | undefined =>
  most === undefined ? undefined : errorOf(value, most);

/** Label, hint and error of a control, linked to it for screen readers. */
function Frame({
  label,
  hint,
  error,
  children,
}: Common & { children: (given: Given) => ComponentChildren }) {
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const given: Given = {
    id,
    ...(told && { 'aria-describedby': told }),
    ...(error && { 'aria-invalid': true }),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(given)}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

type FieldProps = Common &
  Omit<PartialInputHTMLAttributes<HTMLInputElement>, Own> & {
    type?: string;
    value: string;
    onText: (text: string) => void;
  };

/** One line of text. `onText` is called at each key press. */
export function Field({ label, hint, error, most, onText, ...rest }: FieldProps) {
  return (
    <Frame label={label} hint={hint} error={error ?? tooLong(rest.value, most)}>
      {(given) => (
        <input
          class="input"
          {...given}
          {...(rest as InputHTMLAttributes)}
          onInput={(event) => onText(tidy(event.currentTarget.value))}
        />
      )}
    </Frame>
  );
}

type TextAreaProps = Common &
  Omit<TextareaHTMLAttributes, Own> & {
    value: string;
    onText: (text: string) => void;
  };

/** Several lines of text. Grows with its text. */
export function TextArea({ label, hint, error, most, onText, rows = 3, ...rest }: TextAreaProps) {
  return (
    <Frame label={label} hint={hint} error={error ?? tooLong(rest.value, most)}>
      {(given) => (
        <textarea
          class="input"
          rows={rows}
          {...given}
          {...rest}
          onInput={(event) => onText(tidy(event.currentTarget.value))}
        />
      )}
    </Frame>
  );
}

type ChoiceProps = Common & {
  name?: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onText: (value: string) => void;
};

/** A choice of one, with the phone's own picker. */
export function Choice({ label, hint, error, name, value, options, onText }: ChoiceProps) {
  return (
    <Frame label={label} hint={hint} error={error}>
      {(given) => (
        <select
          class="input"
          {...given}
          {...(name && { name })}
          value={value}
          onChange={(event) => onText(tidy(event.currentTarget.value))}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}
