import { useEffect, useState } from 'preact/hooks';
import { account as a } from '../../texts/account';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { toast } from '../../ui/Toast';
import { whenSaid } from '../sync/instantText';
import { deviceName } from './deviceName';
import { type Device, listDevices, signOutDevice } from './devices';
import { formErrorsOf } from './formErrors';

/** Every phone and computer that is signed in, so that a lost one can be signed out. */
export default function DevicesPage() {
  const [devices, setDevices] = useState<Device[]>();
  const [trouble, setTrouble] = useState<string>();
  useEffect(() => {
    listDevices().then(setDevices, (error) =>
      setTrouble(formErrorsOf(error, { 0: a.devices.needsNetwork, 401: a.expired }).whole),
    );
  }, []);

  const signOut = async (device: Device, name: string) => {
    try {
      await signOutDevice(device.id);
      setDevices(devices?.filter(({ id }) => id !== device.id));
      toast(a.devices.signedOut(name));
    } catch {
      toast(a.failed);
    }
  };
  return (
    <Page title={a.devices.title} back="/settings">
      {trouble && <p role="status">{trouble}</p>}
      {devices && (
        <Rows label={a.devices.title}>
          {devices.map((device) => {
            const name = deviceName(device.user_agent);
            return (
              <li key={device.id}>
                <Row
                  title={name}
                  detail={a.devices.lastUsed(whenSaid(device.last_used_at))}
                  aside={
                    device.current ? (
                      a.devices.current
                    ) : (
                      <Button
                        look="quiet"
                        aria-label={a.devices.signOutOf(name)}
                        onClick={() => signOut(device, name)}
                      >
                        {a.devices.signOut}
                      </Button>
                    )
                  }
                />
              </li>
            );
          })}
        </Rows>
      )}
    </Page>
  );
}
