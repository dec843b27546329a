import { MOST_THUMBNAIL, measure } from './measure';

/** Returns the address of a record's thumbnail; undefined if it must not be decoded. */
export function thumbnailUrl(thumbnail: string | null): string | undefined {
  if (!thumbnail) return undefined;
  try {
    const bytes = Uint8Array.from(atob(thumbnail), (letter) => letter.charCodeAt(0));
    const found = measure(bytes);
    if (!found || Math.max(found.width, found.height) > MOST_THUMBNAIL) return undefined;
    return `data:${found.type};base64,${thumbnail}`;
  } catch {
    // It is not base64.
    return undefined;
  }
}

/** "1:05" */
export const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
