import { idleParts } from '../texts/idleParts';
import { withIdleTexts } from '../texts/idleTexts';
import { toast } from './Toast';

/** Loads an idle part. Returns undefined, and shows a message, if it is not on the phone yet. */
export const idlePart = <Module>(load: () => Promise<Module>): Promise<Module | undefined> =>
  withIdleTexts(load).catch(() => {
    toast(idleParts.notYet);
    return undefined;
  });
