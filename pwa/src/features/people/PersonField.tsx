import { useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { displayName } from '../../texts/displayName';
import { PersonPicker } from './PersonPicker';

type Props = {
  label: string;
  none: string;
  value: string | null;
  /** Ids of people not to offer. */
  without: readonly string[];
  error?: string | undefined;
  onPerson: (id: string | null) => void;
};

/** A field that contains a known person, or nobody. */
export function PersonField({ label, none, value, without, error, onPerson }: Props) {
  const [open, setOpen] = useState(false);
  const person = useLive(
    async (store) => (value ? await store.get('person', value) : undefined),
    ['person'],
    [value],
  );
  return (
    <div class="field">
      <span class="label">{label}</span>
      <button
        type="button"
        class="input"
        aria-label={`${label}: ${person ? displayName(person.fields) : none}`}
        onClick={() => setOpen(true)}
      >
        {person ? displayName(person.fields) : none}
      </button>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      {open && (
        <PersonPicker
          title={label}
          none={none}
          without={without}
          onPerson={(id) => {
            setOpen(false);
            onPerson(id);
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
