import { useEffect, useState } from 'preact/hooks';
import { setDeviceSettings } from '../../data/deviceSettings';
import { me } from '../../data/session';
import { account as a } from '../../texts/account';
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
      <span>{a.wiped.text}</span>
      <Button look="quiet" onClick={() => setRead(true)}>
        {a.wiped.read}
      </Button>
    </div>
  );
}
