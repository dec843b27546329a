/**
 * Makes UUIDs without a secure context, and synchronously: an IndexedDB transaction ends while one awaits
 * something else.
 */

/** Returns bytes as hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1);
  return text;
}

const dashed = (text: string): string =>
  `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20, 32)}`;

function stamped(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] as number) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return dashed(hex(bytes));
}

/** Returns a random UUID (version 4) in lower case. */
export const newId = (): string => stamped(crypto.getRandomValues(new Uint8Array(16)), 4);

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

const ROUNDS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

/** SHA-1 (FIPS 180-4), used for ids only, because crypto.subtle is asynchronous. */
export function sha1(message: Uint8Array): Uint8Array {
  const whole = new Uint8Array((((message.length + 8) >> 6) + 1) * 64);
  whole.set(message);
  whole[message.length] = 0x80;
  const padded = new DataView(whole.buffer);
  padded.setBigUint64(whole.length - 8, BigInt(message.length * 8));
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let block = 0; block < whole.length; block += 64) {
    for (let i = 0; i < 80; i++) {
      words[i] =
        i < 16
          ? padded.getInt32(block + i * 4)
          : rotate(
              (words[i - 3] as number) ^
                (words[i - 8] as number) ^
                (words[i - 14] as number) ^
                (words[i - 16] as number),
              1,
            );
    }
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const part = (i / 20) | 0;
      const mix =
        part === 0 ? (b & c) | (~b & d) : part === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const next = (rotate(a, 5) + mix + e + (ROUNDS[part] as number) + (words[i] as number)) | 0;
      e = d;
      d = c;
      c = rotate(b, 30);
      b = a;
      a = next;
    }
    [a, b, c, d, e].forEach((word, i) => {
      state[i] = ((state[i] as number) + word) | 0;
    });
  }
  const digest = new DataView(new ArrayBuffer(20));
  state.forEach((word, i) => {
    digest.setInt32(i * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

/** Returns the UUID (version 5, RFC 9562) of a name in a namespace: the same on every device. */
export function nameId(namespace: string, name: string): string {
  const space = Uint8Array.from(namespace.replaceAll('-', '').match(/../g) ?? [], (pair) =>
    Number.parseInt(pair, 16),
  );
  const text = new TextEncoder().encode(name);
  const message = new Uint8Array(space.length + text.length);
  message.set(space);
  message.set(text, space.length);
  return stamped(sha1(message).slice(0, 16), 5);
}
