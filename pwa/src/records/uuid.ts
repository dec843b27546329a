/** UUIDs, made without a secure context and without waiting: an IndexedDB transaction ends while one waits. */

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const dashed = (text: string): string =>
  `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20, 32)}`;

function stamped(bytes: Uint8Array, version: number): string {
  bytes[6] = ((bytes[6] as number) & 0x0f) | (version << 4);
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return dashed(hex(bytes));
}

/** A random UUID (version 4), lower case. */
export const newId = (): string => stamped(crypto.getRandomValues(new Uint8Array(16)), 4);

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** SHA-1 (FIPS 180-4), for names only: crypto.subtle has no answer that comes at once. */
export function sha1(message: Uint8Array): Uint8Array {
  const length = ((message.length + 8) >> 6) + 1;
  const padded = new DataView(new ArrayBuffer(length * 64));
  message.forEach((byte, index) => {
    padded.setUint8(index, byte);
  });
  padded.setUint8(message.length, 0x80);
  padded.setUint32(length * 64 - 8, Math.floor(message.length / 0x20000000));
  padded.setUint32(length * 64 - 4, message.length << 3);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
  const words = new Int32Array(80);
  for (let block = 0; block < length; block++) {
    for (let i = 0; i < 80; i++) {
      words[i] =
        i < 16
          ? padded.getInt32(block * 64 + i * 4)
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
      const [mix, constant] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (rotate(a, 5) + mix + e + constant + (words[i] as number)) | 0;
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

/** The UUID (version 5, RFC 9562) of a name in a namespace: the same on every device. */
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
