import { go, hasMoved } from './navigation';

/** As much of the browser's Navigation API as is needed. */
interface Entry {
  index: number;
  url: string | null;
  /** Going there loads nothing. */
  sameDocument: boolean;
}
interface Entries {
  canGoBack: boolean;
  currentEntry: Entry | null;
  entries(): Entry[];
}

/** Back to where one came from; a page opened from a notification has no such place, only `fallback`. */
export function goBack(fallback: string): void {
  const { navigation } = window as { navigation?: Entries };
  if (!(navigation ? navigation.canGoBack : hasMoved())) {
    go(fallback, true);
    return;
  }
  const before = navigation?.entries()[(navigation.currentEntry?.index ?? 0) - 1];
  // To load the app anew would take along what has just been told, with its way back.
  if (before?.url && !before.sameDocument) {
    const { pathname, search } = new URL(before.url);
    go(pathname + search, true);
  } else history.back();
}
