/** The messages between the page and the search worker. */
import type { Findings } from './finder';
import type { Now } from './timeExpressions';

export interface Question {
  text: string;
  /** Read no time and no event: each word has to be found. */
  literal: boolean;
  now: Now;
  /** The most results. */
  limit: number;
  /** Somebody is still typing: a word that nothing has may be half of one, so no mistake is looked for. */
  isTyping: boolean;
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
  /** The index is complete; before that there may be more results. */
  whole: boolean;
};
