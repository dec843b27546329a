import { useEffect, useState } from 'preact/hooks';
import { setDeviceSettings } from '../../data/deviceSettings';
import { me } from '../../data/session';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';

/** Why nothing is on this phone any more: its owner signed it out from another one. */
export function WipedNotice() {
  const [isRead, setRead] = useState(false);
  // Whoever signs in here knows, and has everything again.
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
