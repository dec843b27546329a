import { dateHere } from '../../prompts/days';
import { dayThere } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { dateText, timeText } from '../../texts/dateTexts';
import { Row as Line } from '../../ui/Row';
import { Attachments } from '../attachments/Attachments';

type Props = {
  note: Row<'note'>;
  /** Its pictures and recordings, unless they are elsewhere on the screen. */
  attached?: readonly Row<'attachment'>[];
};

/** A note in a list: its text and its time. */
export function NoteLine({ note: { id, fields }, attached = [] }: Props) {
  const date = dayThere(fields.captured_at, fields.captured_timezone);
  return (
    <>
      <Line
        href={`/notes/${id}`}
        title={<span class="body">{fields.body}</span>}
        detail={`${dateText(date, dateHere(new Date()))}, ${timeText(fields.captured_at, fields.captured_timezone)}`}
      />
      <Attachments rows={attached} compact />
    </>
  );
}
