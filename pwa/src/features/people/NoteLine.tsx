import { dateHere } from '../../prompts/days';
import { dayThere } from '../../records/eventDay';
import type { Row } from '../../records/kinds';
import { dateText, timeText } from '../../texts/dateTexts';
import { Row as Line } from '../../ui/Row';
import { Attachments } from '../attachments/Attachments';

type Props = {
  note: Row<'note'>;
  /** Without its pictures, which are elsewhere on the screen. */
  bare?: boolean;
};

/** A note in a list: its text and its time. */
export function NoteLine({ note: { id, fields }, bare = false }: Props) {
  const date = dayThere(fields.captured_at, fields.captured_timezone);
  return (
    <>
      <Line
        href={`/notes/${id}`}
        title={<span class="body">{fields.body}</span>}
        detail={`${dateText(date, dateHere(new Date()))}, ${timeText(fields.captured_at, fields.captured_timezone)}`}
      />
      {!bare && <Attachments of={[id]} compact />}
    </>
  );
}
