import { useState } from 'preact/hooks';
import { Field, TextArea } from './Field';

type Props = {
  label: string;
  hint: string;
  error?: string | undefined;
  value: readonly string[];
  /** `comma`: several on one line; `line`: one on each line. */
  between: 'comma' | 'line';
  onList: (list: string[]) => void;
  inputMode?: 'email' | 'tel' | 'url' | 'text';
};

/** Returns the entries as they are typed: trimmed, without empty ones and repeats. */
export function listOf(text: string, between: Props['between']): string[] {
  const parts = text.split(between === 'comma' ? /[,\n]/u : /\n/u).map((part) => part.trim());
  return [...new Set(parts.filter(Boolean))];
}

/** A list of short texts in one field. The text stays as it is typed, and the list follows it. */
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
  // A list changed from outside (a restored draft, a sync) replaces the text.
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
