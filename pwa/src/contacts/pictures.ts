/** Removes the pictures from a file of vCards before it is read: they are nine tenths of it. */
import { binaryOf } from './bytes';

/** The longest first line of a picture that is recognised. */
const LONGEST_HEAD = 200;
/** A property that `isPicture` of vcards.ts takes for a picture, with nothing but base64 after the colon. */
const PICTURE = /^(?:[\w-]{1,40}\.)?(?:PHOTO|LOGO|SOUND)[;:]/i;
const LETTERS =
  /[;=](?:B|BASE64)(?:;[^:;]{0,40}){0,5}:[A-Za-z0-9+/]*$|:data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/]*$/i;

const [LINE_FEED, RETURN, TAB, BLANK, EQUALS] = [10, 13, 9, 32, 61];
const isLetter = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  isLetter[letter.charCodeAt(0)] = 1;

/** Returns where the next line begins. */
const behind = (bytes: Uint8Array, at: number): number =>
  bytes.indexOf(LINE_FEED, at) + 1 || bytes.length;

/** Returns whether a continuation line is base64, base64 that ends with padding, or anything else. */
function foldOf(bytes: Uint8Array, from: number, to: number): 'letters' | 'end' | 'else' {
  let at = from + 1;
  while (at < to && isLetter[bytes[at] as number]) at += 1;
  const letters = at;
  while (at < to && bytes[at] === EQUALS) at += 1;
  if (at === from + 1) return 'else';
  const rest = to - at - Number(bytes[to - 1] === LINE_FEED);
  if (rest > 1 || (rest === 1 && bytes[at] !== RETURN)) return 'else';
  return at === letters ? 'letters' : 'end';
}

/**
 * Returns the vCards without the middle lines of each picture. The reader finds the same in them as in the
 * whole file, including whether there is a picture and whether its base64 is valid.
 */
export function thinned(bytes: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const end = behind(bytes, at);
    const head = end - at > LONGEST_HEAD ? '' : binaryOf(bytes.subarray(at, end)).trimEnd();
    at = end;
    if (!PICTURE.test(head) || !LETTERS.test(head)) continue;
    // All continuation lines but the last can go if they are base64.
    let [last, fold]: [number, 'letters' | 'end' | 'else'] = [end, 'letters'];
    while ((bytes[at] === BLANK || bytes[at] === TAB) && fold === 'letters') {
      const next = behind(bytes, at);
      fold = foldOf(bytes, at, next);
      if (fold !== 'else') [last, at] = [at, next];
    }
    const goesOn = bytes[at] === BLANK || bytes[at] === TAB;
    if (goesOn || last === end) continue;
    kept.push(bytes.subarray(from, end));
    from = last;
  }
  if (!from) return bytes;
  kept.push(bytes.subarray(from));
  const all = new Uint8Array(kept.reduce((size, part) => size + part.length, 0));
  let size = 0;
  for (const part of kept) {
    all.set(part, size);
    size += part.length;
  }
  return all;
}
