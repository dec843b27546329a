/** Adds camera and microphone to the field, starts the upload queue, and resumes an import. */
import { effect } from '@preact/signals';
import { sendBytes } from '../../syncing/idle.bytes';
import { syncStatus } from '../../syncing/status';
import { withIdleTexts } from '../../texts/idleTexts';
import { tools } from '../capture/tools';
import { resume } from '../exchange/importing';
import { Tools } from './Tools';

export async function begin(): Promise<void> {
  await withIdleTexts(async () => undefined);
  // Pictures need SHA-256, which browsers offer over https and on localhost only.
  if (globalThis.crypto?.subtle) tools.value = Tools;
  effect(() => void (syncStatus.value.state === 'idle' && sendBytes()));
  await resume();
}
