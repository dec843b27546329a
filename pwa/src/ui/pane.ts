import { createContext } from 'preact';

/** Whether this stands in the list beside a page: then it is not what the screen is about. */
export const InPane = createContext(false);
