import { go, hasMoved } from './navigation';

/** The parts of the browser's Navigation API that are used. */
interface Entry {
  index: number;
  url: string | null;
  /** Going there does not load a page. */
  sameDocument: boolean;
}
interface Entries {
  canGoBack: boolean;
  currentEntry: Entry | null;
  entries(): Entry[];
}

/** Goes back to the previous page, or to `fallback` if there is none, as after a tap on a notification. */
export function goBack(fallback: string): void {
  const { navigation } = window as { navigation?: Entries };
  if (!(navigation ? navigation.canGoBack : hasMoved())) {
    go(fallback, true);
    return;
  }
  const before = navigation?.entries()[(navigation.currentEntry?.index ?? 0) - 1];
  // Loading the app again would remove the toast, and its *Undo*.
  if (before?.url && !before.sameDocument) {
    const { pathname, search } = new URL(before.url);
    go(pathname + search, true);
  } else history.back();
}
