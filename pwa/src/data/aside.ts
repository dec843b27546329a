/**
 * Stores drafts in localStorage or sessionStorage while the database takes nothing, so that a reload does not
 * lose them. There is little room, and a browser that forbids the database mostly forbids these too.
 */
const PREFIX = 'karmadex.draft/';

function storages(): Storage[] {
  return (['localStorage', 'sessionStorage'] as const).flatMap((name) => {
    try {
      return globalThis[name] ?? [];
    } catch {
      // The browser forbids it.
      return [];
    }
  });
}

/** Returns whether one of the storages has it. An empty text deletes the draft. */
export function putAside(key: string, text: string): boolean {
  for (const storage of storages()) {
    try {
      storage.removeItem(PREFIX + key);
    } catch {
      // What cannot be removed was never stored.
    }
  }
  if (!text) return true;
  return storages().some((storage) => {
    try {
      storage.setItem(PREFIX + key, text);
      return true;
    } catch {
      // This storage is full; the next may have room.
      return false;
    }
  });
}

/** Returns the stored drafts whose keys begin with `prefix`. */
export function putAsideBefore(prefix: string): [key: string, text: string][] {
  const begin = PREFIX + prefix;
  return storages().flatMap((storage) =>
    Object.keys(storage)
      .filter((key) => key.startsWith(begin))
      .map((key): [string, string] => [key.slice(PREFIX.length), storage.getItem(key) ?? '']),
  );
}
