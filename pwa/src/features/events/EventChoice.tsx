import { useMemo } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { Choice } from '../../ui/Field';
import { useSettled } from '../../ui/Later';
import { latestFirst } from './tonight';

const NONE: readonly Row<'event'>[] = [];

type Props = {
  label: string;
  /** The label of no event. */
  none: string;
  /** Undefined while they are being read. */
  events: readonly Row<'event'>[] | undefined;
  value: string | null;
  onEvent: (id: string | null) => void;
};

/** A choice of an event, the latest first. */
export function EventChoice({ label, none, events = NONE, value, onEvent }: Props) {
  // The other events are seen only when the list is opened. They are not in the first frame.
  const settled = useSettled(events, NONE);
  // Memoised, so that it is not sorted at each key press.
  const places = useMemo(
    () => latestFirst(settled).map(({ id, fields }) => ({ value: id, label: fields.name })),
    [settled],
  );
  const options = [{ value: '', label: none }, ...places];
  // An event that is deleted, or not pulled yet, stays chosen.
  if (value && !options.some((option) => option.value === value)) {
    const chosen = events.find(({ id }) => id === value);
    options.splice(1, 0, { value, label: chosen?.fields.name ?? '…' });
  }
  return (
    <Choice
      label={label}
      value={value ?? ''}
      options={options}
      onText={(id) => onEvent(id || null)}
    />
  );
}
