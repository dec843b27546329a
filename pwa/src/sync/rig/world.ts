import { EVENING, note, person } from '../../data/rig';
import type { Draft } from '../../records/kinds';
import { newId } from '../../records/uuid';
import { Device } from './device';
import { FakeServer } from './fakeServer';
import { Network } from './network';

/** A server with one account, a network, and as many phones as a test asks for. */
export function world() {
  const server = new FakeServer(newId());
  server.now = EVENING;
  const network = new Network(server);
  const devices: Device[] = [];
  const device = (): Device => {
    const made = new Device(server.account, network.transport, EVENING, network.forget);
    devices.push(made);
    return made;
  };
  /** Advances the time for all, in ms. */
  const later = (ms = 60_000): void => {
    for (const each of [server, ...devices.map(({ clock }) => clock)]) each.now += ms;
  };
  return { server, network, device, later };
}

/** Returns two phones of one account that both have these records. */
export async function two(...drafts: Draft[]) {
  const all = world();
  const [one, other] = [all.device(), all.device()];
  await one.store.write(drafts);
  await one.sync();
  await other.sync();
  return { ...all, one, other };
}

/** Two phones that both have Maya and two notes. */
export async function met() {
  const maya = person('Maya');
  const [first, second] = [note('first'), note('second')];
  return { ...(await two(maya, first, second)), maya, first, second };
}
