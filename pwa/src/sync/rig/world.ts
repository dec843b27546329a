import { EVENING } from '../../data/rig';
import { newId } from '../../records/uuid';
import { Device } from './device';
import { FakeServer } from './fakeServer';
import { Network } from './network';

/** A server with one account, a network, and as many phones as a test asks for. */
export function world() {
  const server = new FakeServer(newId());
  server.now = EVENING;
  const network = new Network(server);
  const device = (): Device => new Device(server.account, network.transport, EVENING);
  return { server, network, device };
}
