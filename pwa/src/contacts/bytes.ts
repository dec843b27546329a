/**
 * Decodes the bytes of a file. The lexer splits a string with one character per byte, and each value is
 * decoded by itself: one file may contain several charsets.
 */
const PIECE = 8192;

/** Returns a string with one character, U+0000 to U+00FF, for each byte. */
export function binaryOf(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += PIECE)
    // Spreading a typed array would take twenty times as long.
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + PIECE) as never));
  return parts.join('');
}

export const bytesOf = (binary: string): Uint8Array =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0));

/**
 * Returns the bytes in UTF-8, without a byte order mark. UTF-16 is recognised by its mark, or by every other
 * byte being zero.
 */
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

/** Whether there is no byte beyond ASCII, and no escape sequence of ISO-2022-JP. */
const isPlain = (binary: string): boolean =>
  !/[\u0080-\u00ff]/u.test(binary) && !binary.includes('\x1b');

/** Decodes UTF-8. Returns undefined if the bytes are not UTF-8. */
export function inUtf8(binary: string): string | undefined {
  if (isPlain(binary)) return binary;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytesOf(binary));
  } catch {
    return undefined;
  }
}

/** Decodes a value: as UTF-8 if valid, else in the charset that it names, else as Windows-1252. */
export function decoded(binary: string, charset = ''): string {
  if (isPlain(binary)) return binary;
  const bytes = bytesOf(binary);
  // ISO-2022-JP consists of ASCII bytes, so it is recognised by its name and its escape sequences.
  const isEscaped = /^(?:cs)?iso-?2022-jp/iu.test(charset) && binary.includes('\x1b');
  for (const label of [...(isEscaped ? [] : ['utf-8']), charset, 'windows-1252']) {
    try {
      if (label) return new TextDecoder(label, { fatal: label === 'utf-8' }).decode(bytes);
    } catch {
      // Not valid UTF-8, or an unknown charset: try the next.
    }
  }
  return binary;
}

/** Decodes quoted-printable. An equals sign that starts no escape stays. */
export const unquoted = (binary: string): string =>
  binary.replace(/=([0-9a-f]{2})/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
