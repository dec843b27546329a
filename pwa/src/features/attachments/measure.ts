/**
 * Reads the type and the size of a picture from its first bytes, before it is decoded. A file of a few
 * kilobytes may claim 100,000 × 100,000 pixels, and decoding it would take all memory.
 */

export interface Measured {
  type: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/heic';
  width: number;
  height: number;
}

/** The most pixels that are decoded: more than any phone's camera takes. */
export const MOST_PIXELS = 120_000_000;
/** The most pixels of a picture that is shown. Ours are far smaller. */
export const MOST_SHOWN = 50_000_000;
/** The longest side of a thumbnail in a record, in pixels. */
export const MOST_THUMBNAIL = 1_024;

const text = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** Returns undefined if it is none of these types, or does not say its size. */
export function measure(bytes: Uint8Array): Measured | undefined {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found = measured(bytes, view);
    return found && found.width > 0 && found.height > 0 ? found : undefined;
  } catch {
    // The file ends before its size.
    return undefined;
  }
}

function measured(bytes: Uint8Array, view: DataView): Measured | undefined {
  if (view.getUint16(0) === 0xffd8) return jpeg(view);
  if (view.getUint32(0) === 0x89504e47 && text(bytes, 12, 4) === 'IHDR')
    return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
  if (/^GIF8[79]a/.test(text(bytes, 0, 6)))
    return { type: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return webp(bytes, view);
  if (text(bytes, 4, 4) === 'ftyp') return boxes(bytes, view);
  return undefined;
}

/** Reads the size from the first frame header. Each marker before it states its own length. */
function jpeg(view: DataView): Measured | undefined {
  let at = 2;
  for (;;) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    // The image data, or the end of the file, without a size before it.
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + Math.max(2, view.getUint16(at + 2));
  }
}

function webp(bytes: Uint8Array, view: DataView): Measured | undefined {
  const type = 'image/webp';
  const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
  switch (text(bytes, 12, 4)) {
    case 'VP8X':
      return { type, width: three(24) + 1, height: three(27) + 1 };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { type, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return {
        type,
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    default:
      return undefined;
  }
}

/** How many bytes are searched for the boxes that state the size. */
const HEAD = 65_536;

/** AVIF and HEIC: returns the largest of the sizes (`ispe`) of the images in the file. */
function boxes(bytes: Uint8Array, view: DataView): Measured | undefined {
  const brands = text(bytes, 8, Math.min(56, view.getUint32(0) - 8));
  const type = /avi[fs]/.test(brands)
    ? 'image/avif'
    : /hei[cx]|mif1/.test(brands)
      ? 'image/heic'
      : undefined;
  if (!type) return undefined;
  let [width, height] = [0, 0];
  const end = Math.min(bytes.length, HEAD) - 16;
  for (let at = 0; at <= end; at++) {
    if (view.getUint32(at) !== 0x69737065) continue;
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return { type, width, height };
}
