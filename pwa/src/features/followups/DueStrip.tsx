import { now } from '../../data/now';
import { useLive } from '../../editing/useLive';
import { dateHere } from '../../prompts/days';
import { followups as f } from '../../texts/followups';
import { dueNames } from './dueNames';
import './dueStrip.css';

/** Above the field: the people whose follow-ups are due. */
export function DueStrip() {
  const today = dateHere(new Date(now.value));
  const due = useLive((store) => dueNames(store, today), ['followup', 'person'], [today]);
  if (!due || due.names.length === 0) return null;
  return (
    <a class="due-strip" href="/followups">
      <span>{f.strip(due.names, due.others)}</span>
    </a>
  );
}
