import { idleParts } from '../../texts/idleParts';
import { withIdleTexts } from '../../texts/idleTexts';
import { toast } from '../../ui/Toast';

export type Planning = typeof import('./idle.planning');

/** The sheets for a quiet hour; undefined, and said so, where they are not on the phone yet. */
export const loadPlanning = (): Promise<Planning | undefined> =>
  withIdleTexts(() => import('./idle.planning')).catch(() => {
    toast(idleParts.notYet);
    return undefined;
  });
