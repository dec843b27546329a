import { useState } from 'preact/hooks';
import { Field, TextArea } from './Field';

type Props = {
  label: string;
  hint: string;
  error?: string | undefined;
  value: readonly string[];
  /** `comma`: several in one line; `line`: one on each line. */
  between: 'comma' | 'line';
  onList: (list: string[]) => void;
  inputMode?: 'email' | 'tel' | 'url' | 'text';
};

/** The texts of a list, as they are typed: trimmed, empty ones and repeats left out. */
export function listOf(text: string, between: Props['between']): string[] {
  const parts = text.split(between === 'comma' ? /[,\n]/u : /\n/u).map((part) => part.trim());
  return [...new Set(parts.filter(Boolean))];
}

/** Several short texts in one field. What is typed stays as typed; the list follows it. */
export function ListField({
  label,
  hint,
  error,
  value,
  between,
  onList,
  inputMode = 'text',
}: Props) {
  const written = value.join(between === 'comma' ? ', ' : '\n');
  const [typed, setTyped] = useState<string | null>(null);
  // A list that was changed elsewhere (a draft restored, a sync) is shown as it is.
  const same = typed !== null && listOf(typed, between).join('\n') === value.join('\n');
  const Control = between === 'comma' ? Field : TextArea;
  return (
    <Control
      label={label}
      hint={hint}
      error={error}
      value={same ? typed : written}
      inputMode={inputMode}
      autocapitalize="off"
      autoComplete="off"
      {...(between === 'line' && { rows: 2 })}
      onText={(text: string) => {
        setTyped(text);
        onList(listOf(text, between));
      }}
    />
  );
}
