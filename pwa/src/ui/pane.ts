import { createContext } from 'preact';

/** Whether this is in the list beside a page, and so not the main content of the screen. */
export const InPane = createContext(false);
