import { useEffect, useState } from 'preact/hooks';
import { getDeviceSetting, setDeviceSettings } from '../../data/deviceSettings';
import { countHereOnly } from '../../data/files';
import { openCurrent } from '../../data/open';
import { useLive } from '../../editing/useLive';
import { connectionType } from '../../syncing/bytes';
import { sendBytes } from '../../syncing/idle.bytes';
import { attachments as a } from '../../texts/attachments';
import { language } from '../../texts/language';
import { Switch } from '../../ui/Switch';

/** "1.4 MB", "11 GB" */
function size(bytes: number): string {
  const [unit, many] = bytes < 1e9 ? ['megabyte', bytes / 1e6] : ['gigabyte', bytes / 1e9];
  const maximumFractionDigits = many < 10 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits }).format(
    many,
  );
}

/** Shows how much space the app uses here, what is on this phone only, and over which network it is sent. */
export function StorageUse() {
  const [said, setSaid] = useState<{ used: number; most: number }>();
  const [isWifiOnly, setWifiOnly] = useState<boolean>();
  // Without a network the queue does not run, so they are counted here.
  const hereOnly =
    useLive(async () => (await openCurrent()).connection.run(countHereOnly), ['attachment'], []) ??
    0;
  useEffect(() => {
    void navigator.storage
      ?.estimate?.()
      .then(({ usage, quota }) => usage && quota && setSaid({ used: usage, most: quota }))
      .catch(() => undefined);
    void getDeviceSetting('wifi_only').then((value) => setWifiOnly(value ?? false));
  }, []);
  const choose = (value: boolean) => {
    setWifiOnly(value);
    void setDeviceSettings({ wifi_only: value }).then(sendBytes);
  };
  return (
    <>
      {hereOnly > 0 && <p class="soft kept">{a.hereOnly(hereOnly)}</p>}
      {said && <p class="soft kept">{a.used(size(said.used), size(said.most))}</p>}
      {connectionType() !== undefined && isWifiOnly !== undefined && (
        <Switch label={a.wifiOnly} on={isWifiOnly} onSwitch={choose} />
      )}
    </>
  );
}
