import { useEffect, useState } from 'preact/hooks';
import { account as a } from '../../texts/account';
import { deviceName } from '../../texts/deviceName';
import { devices as d } from '../../texts/devices';
import { keys as k } from '../../texts/keys';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { toast } from '../../ui/Toast';
import { formErrorsOf } from '../forms/formErrors';
import { whenSaid } from '../sync/instantText';
import { type Device, listDevices, signOutAllOthers, signOutDevice } from './devices';
import { WipeSheet } from './WipeSheet';

/** Lists every signed-in phone and computer, so that a lost one can be signed out. */
export default function DevicesPage() {
  const [devices, setDevices] = useState<Device[]>();
  const [trouble, setTrouble] = useState<string>();
  const [lost, setLost] = useState<Device>();
  useEffect(() => {
    listDevices().then(setDevices, (error) =>
      setTrouble(formErrorsOf(error, { 0: d.needsNetwork }).whole),
    );
  }, []);

  const signOut = async (device: Device, name: string) => {
    try {
      await signOutDevice(device.id);
      setDevices(devices?.filter(({ id }) => id !== device.id));
      toast(d.signedOut(name));
    } catch {
      toast(a.failed);
    }
  };
  const signOutAll = async () => {
    try {
      await signOutAllOthers();
      setDevices(devices?.filter(({ current, wiping }) => current || wiping));
      toast(k.devices.allOthersDone);
    } catch {
      toast(a.failed);
    }
  };
  const wiped = (device: Device) =>
    setDevices(devices?.map((each) => (each === device ? { ...each, wiping: true } : each)));
  return (
    <Page title={d.title} back="/settings">
      {trouble && <p role="status">{trouble}</p>}
      {lost && <WipeSheet device={lost} onWiped={wiped} onClose={() => setLost(undefined)} />}
      {devices && (
        <Rows label={d.title}>
          {devices.map((device) => {
            const name = deviceName(device.user_agent);
            return (
              <li key={device.id}>
                <Row
                  title={name}
                  detail={
                    <>
                      {[
                        d.lastUsed(whenSaid(device.last_used_at)),
                        ...(device.wiping ? [k.devices.wiping] : []),
                      ].join(' · ')}
                      {!device.current && (
                        <span class="cluster">
                          <Button
                            look="quiet"
                            aria-label={d.signOutOf(name)}
                            onClick={() => signOut(device, name)}
                          >
                            {d.signOut}
                          </Button>
                          {!device.wiping && (
                            <Button
                              look="quiet"
                              aria-label={k.devices.wipeOf(name)}
                              onClick={() => setLost(device)}
                            >
                              {k.devices.wipe}
                            </Button>
                          )}
                        </span>
                      )}
                    </>
                  }
                  aside={device.current && d.current}
                />
              </li>
            );
          })}
        </Rows>
      )}
      {devices && devices.length > 1 && (
        <Button wide onClick={() => void signOutAll()}>
          {k.devices.allOthers}
        </Button>
      )}
    </Page>
  );
}
