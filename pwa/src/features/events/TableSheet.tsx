import type { EventFields } from '../../records/kinds';
import { myCard as m } from '../../texts/myCard';
import { Sheet } from '../../ui/Sheet';
import { eveningAddress } from '../myCard/eveningCode';
import { useAwake } from '../myCard/useAwake';
import { QrCode } from '../programs/QrCode';
import '../myCard/myCard.css';

/** This evening as a code on the table: whoever scans it makes one of their own. */
export function TableSheet({ event, onClose }: { event: EventFields; onClose: () => void }) {
  useAwake();
  return (
    <Sheet title={event.name} onClose={onClose}>
      <QrCode text={eveningAddress(event)} label={m.eveningCode} />
      <p class="soft">{m.eveningHint}</p>
    </Sheet>
  );
}
