/** The morning prompt on this phone, for the settings. */
import { signal } from '@preact/signals';
import { pushServer } from './pushApi';
import { pushManager, thisPhone, wish } from './pushSupport';
import { connect, disconnect, mend, type PushState, stateOf } from './subscribe';

export const pushState = signal<PushState | undefined>(undefined);

/** Checks again: the permission may have been changed in the phone's settings. */
export async function lookAgain(): Promise<void> {
  const phone = thisPhone();
  const held =
    phone.permission === 'granted' ? await (await pushManager())?.getSubscription() : null;
  pushState.value = stateOf(phone, Boolean(held));
}

/** Runs at each start, and after signing in. If it fails, the next start tries again. */
export async function mendAtStart(): Promise<void> {
  const phone = thisPhone();
  if (phone.permission === 'granted') {
    await mend(phone, await pushManager(), pushServer, wish).catch(() => undefined);
  }
}

/**
 * Turns the prompt on. Call it directly in the handler of a tap: browsers, above all on iOS, ask for the
 * permission only then. Rejects if the push service or the server did not answer.
 */
export async function turnOn(): Promise<void> {
  const permission = await Notification.requestPermission();
  if (permission === 'granted') {
    const manager = await pushManager();
    if (!manager) throw new Error('no service worker');
    await connect(manager, pushServer);
    wish.set(true);
  }
  await lookAgain();
}

export async function turnOff(): Promise<void> {
  const manager = await pushManager();
  if (manager) await disconnect(manager, pushServer, wish);
  await lookAgain();
}
