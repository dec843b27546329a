/**
 * Where what is being typed is put while the database takes nothing: so that a reload does not lose it.
 * It has little room, and a browser that forbids the one storage mostly forbids the other.
 */
const PREFIX = 'karmadex.draft/';

function storages(): Storage[] {
  return (['localStorage', 'sessionStorage'] as const).flatMap((name) => {
    try {
      return globalThis[name] ?? [];
    } catch {
      // Forbidden.
      return [];
    }
  });
}

/** Whether one of them has kept it; an empty text is forgotten. */
export function putAside(key: string, text: string): boolean {
  for (const storage of storages()) {
    try {
      storage.removeItem(PREFIX + key);
    } catch {
      // What cannot be removed was never put there.
    }
  }
  if (!text) return true;
  return storages().some((storage) => {
    try {
      storage.setItem(PREFIX + key, text);
      return true;
    } catch {
      // Full: the next one may have room.
      return false;
    }
  });
}

/** What lies there under keys that begin so. */
export function putAsideBefore(prefix: string): [key: string, text: string][] {
  const begin = PREFIX + prefix;
  return storages().flatMap((storage) =>
    Object.keys(storage)
      .filter((key) => key.startsWith(begin))
      .map((key): [string, string] => [key.slice(PREFIX.length), storage.getItem(key) ?? '']),
  );
}
