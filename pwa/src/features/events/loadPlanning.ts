import { idlePart } from '../../ui/idlePart';

export type Planning = typeof import('./idle.planning');

/** Under which a change of an evening that was begun is kept. */
export const draftOf = (id: string): string => `event:${id}`;

/** What is done about an evening in a quiet hour. */
export const loadPlanning = (): Promise<Planning | undefined> =>
  idlePart(() => import('./idle.planning'));
