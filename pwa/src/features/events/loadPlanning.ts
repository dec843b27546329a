import { idlePart } from '../../ui/idlePart';

export type Planning = typeof import('./idle.planning');

/** What is done about an evening in a quiet hour. */
export const loadPlanning = (): Promise<Planning | undefined> =>
  idlePart(() => import('./idle.planning'));
