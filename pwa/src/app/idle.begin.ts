/** Adds camera and microphone to the field, starts the upload queue, and resumes an import. */
import { effect } from '@preact/signals';
import { Tools } from '../features/attachments/Tools';
import { tools } from '../features/capture/tools';
import { resume } from '../features/exchange/importing';
import { sendBytes } from '../syncing/idle.bytes';
import { syncStatus } from '../syncing/status';
import { withIdleTexts } from '../texts/idleTexts';

export async function begin(): Promise<void> {
  await withIdleTexts(async () => undefined);
  // Pictures need SHA-256, which browsers offer over https and on localhost only.
  if (globalThis.crypto?.subtle) tools.value = Tools;
  effect(() => void (syncStatus.value.state === 'idle' && sendBytes()));
  await resume();
}
