import { t } from '../../texts';
import { account as a } from '../../texts/account';
import { deviceName } from '../../texts/deviceName';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';
import { Sheet } from '../../ui/Sheet';
import { toast } from '../../ui/Toast';
import { type Device, wipeDevice } from './devices';

type Props = { device: Device; onWiped: (device: Device) => void; onClose: () => void };

/** Explains what it means to wipe a lost phone from here, and asks whether to do it. */
export function WipeSheet({ device, onWiped, onClose }: Props) {
  const wipe = async () => {
    try {
      await wipeDevice(device.id);
      onWiped(device);
      toast(k.devices.wipeAsked);
    } catch {
      toast(a.failed);
    }
    onClose();
  };
  return (
    <Sheet title={k.devices.wipeTitle(deviceName(device.user_agent))} onClose={onClose}>
      <div class="stack">
        <p>{k.devices.wipeText}</p>
        <Button look="danger" wide onClick={() => void wipe()}>
          {k.devices.wipe}
        </Button>
        <Button wide onClick={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </Sheet>
  );
}
