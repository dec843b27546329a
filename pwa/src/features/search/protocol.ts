/** What the screen and the worker say to each other. */
import type { Findings } from './finder';
import type { Now } from './timeExpressions';

export interface Question {
  text: string;
  /** Nothing is read out of the text: each word is to be found. */
  literal: boolean;
  now: Now;
  /** So many at most. */
  limit: number;
}

export type ToWorker =
  | { type: 'open'; database: string }
  /** Records of the database have changed. */
  | { type: 'changed' }
  | { type: 'ask'; id: number; question: Question };

export type FromWorker = {
  type: 'answer';
  id: number;
  findings: Findings;
  /** The index holds all there is: before that there may be more. */
  whole: boolean;
};
