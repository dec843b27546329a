import type { EventFields } from '../../records/kinds';
import { myCard as m } from '../../texts/myCard';
import { Sheet } from '../../ui/Sheet';
import { useAwake } from '../../ui/useAwake';
import { QrCode } from '../programs/QrCode';
import { eveningAddress } from './eveningCode';
import '../myCard/myCard.css';

/** Shows the event as a code to scan: whoever scans it gets an event of their own. */
export function TableSheet({ event, onClose }: { event: EventFields; onClose: () => void }) {
  useAwake();
  return (
    <Sheet title={event.name} onClose={onClose}>
      <QrCode text={eveningAddress(event)} label={m.eveningCode} />
      <p class="soft">{m.eveningHint}</p>
    </Sheet>
  );
}
