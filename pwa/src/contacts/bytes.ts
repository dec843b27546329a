/**
 * Bytes of a file as text. A string whose characters are bytes is what the lexer cuts into lines and
 * values; each value is decoded by itself, for in one file they may be written in several charsets.
 */
const PIECE = 8192;

/** A string with one character, U+0000 to U+00FF, for each byte. */
export function binaryOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE)
    // Spread out, a typed array takes twenty times as long.
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + PIECE) as never));
  return parts.join('');
}

export const bytesOf = (binary: string): Uint8Array =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0));

/** The bytes of a file as UTF-8, where its mark of byte order, or every other byte, says UTF-16. */
export function withoutMark(bytes: Uint8Array): Uint8Array {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return bytes.subarray(3);
  const isLittle = (first === 0xff && second === 0xfe) || (first !== 0 && second === 0);
  const isBig = (first === 0xfe && second === 0xff) || (first === 0 && second !== 0);
  if (bytes.length < 2 || !(isLittle || isBig)) return bytes;
  return new TextEncoder().encode(
    new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes),
  );
}

/** Neither a letter beyond ASCII nor an escape, which ISO-2022-JP is written with. */
const isPlain = (binary: string): boolean =>
  !/[\u0080-\u00ff]/u.test(binary) && !binary.includes('\x1b');

/** What bytes say in UTF-8; undefined where they are not. */
export function inUtf8(binary: string): string | undefined {
  if (isPlain(binary)) return binary;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(binary));
  } catch {
    return undefined;
  }
}

/** What a value says: in UTF-8 if it can be, else in the charset that it names, else in Windows-1252. */
export function decoded(binary: string, charset = ''): string {
  if (isPlain(binary)) return binary;
  const bytes = bytesOf(binary);
  // All of its bytes are ASCII: only its name, and its escapes, tell.
  const isEscaped = /^(?:cs)?iso-?2022-jp/iu.test(charset) && binary.includes('\x1b');
  for (const label of [...(isEscaped ? [] : ['utf-8']), charset, 'windows-1252']) {
    try {
      if (label) return new TextDecoder(label, { fatal: label === 'utf-8' }).decode(bytes);
    } catch {
      // It is not UTF-8, or nobody knows that charset: the next one.
    }
  }
  return binary;
}

/** The bytes that quoted-printable stands for; an equals sign that is none of its own stays. */
export const unquoted = (binary: string): string =>
  binary.replace(/=([0-9a-f]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
