import { idlePart } from '../../ui/idlePart';

export type Planning = typeof import('./idle.planning');

/** The draft's key of an event's form. */
export const draftOf = (id: string): string => `event:${id}`;

/** Loads the idle part for planning events; undefined, with a message, if it is not on the phone yet. */
export const loadPlanning = (): Promise<Planning | undefined> =>
  idlePart(() => import('./idle.planning'));
