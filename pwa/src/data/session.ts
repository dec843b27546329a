import { type Signal, signal } from '@preact/signals';
import { call } from './api';
import { getDeviceSetting, type Me, setDeviceSettings } from './deviceSettings';
import { tellLanguage } from './language';
import { endSession, finishWiping, leave, type Wiping } from './leaving';
import { accountSwitched, onCleared, openAccount, openCurrent } from './open';
import { Problem } from './problem';

/** A Problem's reason: this page was loaded over plain http from another machine. */
export const NEEDS_HTTPS = 'needs_https';

// Most starts neither sign in nor out, so that code is loaded when needed. Each step is stored first, so that
// a later start can finish it.
const moving = () => import('./adoptLocal');

/** Who is signed in on this phone. Known offline too, and after the session has expired. */
export const me: Signal<Me | null> = signal(null);

/** Makes this phone that account's, and moves what was captured before into it. */
async function adopt(account: Me): Promise<Me> {
  const target = openAccount(account.id);
  const { copyLocal, finishMove } = await moving();
  await copyLocal(target.connection);
  await setDeviceSettings({ account: account.id, me: account, signing_in: undefined });
  target.announcer.close();
  await target.connection.end();
  me.value = account;
  await accountSwitched();
  await finishMove((await openCurrent()).connection);
  return account;
}

/** Signs in by the endpoint `path`. Raises Problem. */
export async function enter(path: string, body: object): Promise<Me> {
  // Over plain http no browser keeps the session, so signing in could not succeed.
  if (globalThis.isSecureContext === false) throw new Problem(0, 'not over http', [], NEEDS_HTTPS);
  if ((await getDeviceSetting('signing_out')) && !(await endSession()))
    throw new Problem(0, 'not reached');
  // If the app is ended between the server's answer and this, the next start finds the session.
  await setDeviceSettings({ signing_in: true, signing_out: undefined });
  return adopt(await tellLanguage(await call<Me>('POST', path, body)));
}

/** Raises Problem: 403 no new accounts, 409 the address is taken, 422 with `errors`, 0 no network. */
export const signUp = (body: {
  name: string;
  email: string;
  password: string;
  timezone: string;
  language?: string;
}): Promise<Me> => enter('/accounts', body);

/** Raises Problem: 401 wrong address or password, 0 no network. */
export const signIn = (body: { email: string; password: string; code?: string }): Promise<Me> =>
  enter('/session', body);

/** Raises Problem. */
export async function patchMe(
  patch: Partial<
    Pick<Me, 'name' | 'timezone' | 'prompt_at' | 'past_faces' | 'prompt_by_mail' | 'card'>
  >,
): Promise<Me> {
  const account = await call<Me>('PATCH', '/me', patch);
  await setDeviceSettings({ me: account });
  me.value = account;
  return account;
}

const parts: Wiping = { moving, wiping: () => import('./wipe') };

const leaveHere = (account: string): Promise<void> =>
  leave(account, parts, () => {
    me.value = null;
  });

/**
 * Wipes the account's data, caches and push subscription from this phone. Returns whether the server could be
 * told; if not, a later start tells it.
 */
export async function signOut(): Promise<boolean> {
  const account = await getDeviceSetting('account');
  await setDeviceSettings({ signing_out: true });
  if (account) await leaveHere(account);
  return endSession();
}

/** The same at the owner's request. Whoever holds the phone then reads why. */
export async function wipeForOwner(): Promise<void> {
  await setDeviceSettings({ wiped_for_owner: true });
  await signOut();
}

/** Deletes the account on the server, then here. Raises Problem: 401 for a wrong password. */
export async function deleteAccount(password: string): Promise<void> {
  const account = await getDeviceSetting('account');
  await call('DELETE', '/me', { password });
  if (account) await leaveHere(account);
}

/** If the browser clears the database under the open app, this page still knows who is signed in. */
onCleared(() => {
  const account = me.peek();
  if (account) void setDeviceSettings({ account: account.id, me: account }).catch(() => undefined);
});

/**
 * Runs at each start. Shows who is signed in, finishes what the last run did not (signing in, moving, wiping,
 * signing out), and asks the server for the account's settings. If nothing is known, it asks the server once
 * too: a browser that cleared its storage may have kept the session.
 */
export async function startSession(): Promise<void> {
  const [account, known, wiping, signingIn, signingOut, asked] = await Promise.all([
    getDeviceSetting('account'),
    getDeviceSetting('me'),
    getDeviceSetting('wiping'),
    getDeviceSetting('signing_in'),
    getDeviceSetting('signing_out'),
    getDeviceSetting('asked'),
  ]);
  me.value = known ?? null;
  if (wiping) await finishWiping(wiping, parts);
  if (signingOut) {
    // The app may have been ended before anything was wiped.
    if (account) await leaveHere(account);
    await endSession();
    return;
  }
  if (account) await (await moving()).finishMove((await openCurrent()).connection);
  if (!account && !signingIn && asked) return;
  try {
    const current = await tellLanguage(await call<Me>('GET', '/me'));
    if (current.id !== account) {
      await adopt(current);
    } else {
      await setDeviceSettings({ me: current });
      me.value = current;
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.status === 401 && !account)
      await setDeviceSettings({ signing_in: undefined, asked: true });
  }
}
