import { idleParts } from '../texts/idleParts';
import { withIdleTexts } from '../texts/idleTexts';
import { toast } from './Toast';

/** A part that the phone fetches when it is idle; undefined, and said so, where it is not there yet. */
export const idlePart = <Module>(load: () => Promise<Module>): Promise<Module | undefined> =>
  withIdleTexts(load).catch(() => {
    toast(idleParts.notYet);
    return undefined;
  });
