import { useEffect, useState } from 'preact/hooks';
import { setDeviceSettings } from '../../data/deviceSettings';
import { me } from '../../data/session';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';

/** Explains why this phone is empty: its owner signed it out from another device. */
export function WipedNotice() {
  const [isRead, setRead] = useState(false);
  // Somebody who signs in has their data again, and needs no explanation.
  const isOver = isRead || me.value !== null;
  useEffect(() => {
    if (isOver) void setDeviceSettings({ wiped_for_owner: undefined });
  }, [isOver]);
  if (isOver) return null;
  return (
    <div class="notice" role="status">
      <span>{k.wiped.text}</span>
      <Button look="quiet" onClick={() => setRead(true)}>
        {k.wiped.read}
      </Button>
    </div>
  );
}
