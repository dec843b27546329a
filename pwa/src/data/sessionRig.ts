import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, vi } from 'vitest';
import { newId } from '../records/uuid';
import { copyLocal } from './adoptLocal';
import { DEVICE, type Me, setDeviceSettings } from './deviceSettings';
import { accountSwitched, openAccount, openCurrent, openStore } from './open';
import { me, signIn } from './session';

/** The server's answers, by `METHOD /path`. Anything else fails as without a network. */
export let answers: Record<string, () => Response> = {};
export const asked: string[] = [];

export const json = (status: number, body: unknown) => () =>
  new Response(JSON.stringify(body), { status });
export const nothing = () => new Response(null, { status: 204 });

export const account = (): Me => ({
  id: newId(),
  email: 'alice@example.org',
  name: 'Alice',
  timezone: 'UTC',
  prompt_at: '08:30',
  language: 'en',
  past_faces: true,
  prompt_by_mail: 'never',
  totp: false,
  card: null,
});

export async function signedIn(): Promise<Me> {
  const alice = account();
  answers['POST /session'] = json(200, alice);
  await signIn({ email: alice.email, password: 'p' });
  return alice;
}

export const databases = async (): Promise<(string | undefined)[]> =>
  (await indexedDB.databases()).map(({ name }) => name);

export const waiting = async (): Promise<unknown[]> =>
  (await (await openStore()).outbox()).map(({ kind, set }) => [kind, set?.name ?? set?.body]);

/** Opens an account's database beside the one in use, while `work` runs. */
export async function beside<T>(
  id: string | null,
  work: (opened: ReturnType<typeof openAccount>) => Promise<T>,
): Promise<T> {
  const opened = openAccount(id);
  const answer = await work(opened);
  opened.announcer.close();
  await opened.connection.end();
  return answer;
}

/** The state of a move that was cut off: the local changes are in the account's database too. */
export const copiedInto = (id: string): Promise<unknown> =>
  beside(id, ({ connection }) => copyLocal(connection));

/** Simulates a restart of the app: only the databases are left. */
export async function restart(): Promise<void> {
  (await openCurrent()).announcer.close();
  await accountSwitched();
  me.value = null;
}

/** Gives each test of a file a new phone. */
export function freshPhone(): void {
  beforeEach(() => {
    answers = {};
    asked.length = 0;
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const call = `${init.method} ${path.replace('/api/v1', '')}`;
      asked.push(call);
      const answer = answers[call];
      if (!answer) throw new TypeError('Load failed');
      return answer();
    });
  });
  afterEach(async () => {
    await restart();
    await setDeviceSettings({ account: undefined, me: undefined, signing_in: undefined });
    await setDeviceSettings({ signing_out: undefined, wiping: undefined, asked: undefined });
    for (const name of await databases()) if (name && name !== DEVICE) await deleteDB(name);
    vi.unstubAllGlobals();
  });
}
