/** Gives the field its camera and microphone, starts the queue of what they make, and goes on with an import. */
import { effect } from '@preact/signals';
import { sendBytes } from '../../syncing/idle.bytes';
import { syncStatus } from '../../syncing/status';
import { withIdleTexts } from '../../texts/idleTexts';
import { tools } from '../capture/tools';
import { resume } from '../exchange/importing';
import { Tools } from './Tools';

export async function begin(): Promise<void> {
  await withIdleTexts(async () => undefined);
  // Pictures need a digest, and plain http from elsewhere has none.
  if (globalThis.crypto?.subtle) tools.value = Tools;
  effect(() => void (syncStatus.value.state === 'idle' && sendBytes()));
  await resume();
}
