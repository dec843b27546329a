/**
 * Scales a picture to the size of a screen. Drawing on a canvas removes the camera's metadata, such as place and
 * device. One file for the worker and for the page, which does it itself if workers have no canvas. So it must
 * not import anything that needs a page (scripts/chunks.ts).
 */
import { MOST_PIXELS, measure } from './measure';

export interface Shrunk {
  bytes: ArrayBuffer;
  media_type: string;
  width: number;
  height: number;
  thumbnail: string | null;
}

/** Why a picture is refused: it cannot be decoded, or has too many pixels. */
export type Refused = 'unreadable' | 'too_large';

/** The longer side in pixels: of the whole picture, and of the thumbnail in the record. */
const WHOLE = 1_600;
const SMALL = [160, 128, 96, 64];
/**
 * The longest thumbnail, in characters of base64. The server accepts 8,192, and every phone stores all of
 * them.
 */
const MOST_SMALL = 6_000;
/** Above this many pixels the decoder is asked for a smaller picture. */
const LARGE = 24_000_000;

type Canvas = OffscreenCanvas | HTMLCanvasElement;

function canvasOf(width: number, height: number): Canvas {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(width, height);
  const made = document.createElement('canvas');
  [made.width, made.height] = [width, height];
  return made;
}

function drawn(picture: ImageBitmap | Canvas, longest: number): Canvas {
  const by = Math.min(1, longest / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(1, Math.round(side * by)),
  ) as [number, number];
  const canvas = canvasOf(width, height);
  const context = canvas.getContext('2d') as CanvasRenderingContext2D | null;
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  // JPEG has no transparency, so the background becomes white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  return canvas;
}

/**
 * JPEG: every engine writes it and every address book reads it. WebP would be half as large, but takes
 * a phone five times as long to write.
 */
const encoded = async (canvas: Canvas, quality: number): Promise<Blob> => {
  const type = 'image/jpeg';
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality });
  const made = await new Promise<Blob | null>((go) => canvas.toBlob(go, type, quality));
  if (!made) throw new Error('not encoded');
  return made;
};

async function smallOf(canvas: Canvas): Promise<string | null> {
  for (const longest of SMALL) {
    const blob = await encoded(drawn(canvas, longest), 0.7);
    const found = base64(new Uint8Array(await blob.arrayBuffer()));
    if (found.length <= MOST_SMALL) return found;
  }
  return null;
}

export const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** Raises a Refused. */
export async function shrink(file: Blob): Promise<Shrunk> {
  const taken = await file.arrayBuffer();
  const head = measure(new Uint8Array(taken));
  if (!head) throw 'unreadable' satisfies Refused;
  if (head.width * head.height > MOST_PIXELS) throw 'too_large' satisfies Refused;
  const isLarge = head.width * head.height > LARGE;
  // Firefox does not decode a Blob made of several parts (seen in 153 ESR), but decodes its bytes.
  const picture = await createImageBitmap(
    new Blob([taken], { type: head.type }),
    isLarge ? { resizeWidth: WHOLE * 2, resizeQuality: 'high' } : {},
  ).catch(() => {
    throw 'unreadable' satisfies Refused;
  });
  const canvas = drawn(picture, WHOLE);
  picture.close();
  const [whole, thumbnail] = await Promise.all([encoded(canvas, 0.75), smallOf(canvas)]);
  const { width, height } = canvas;
  return { bytes: await whole.arrayBuffer(), media_type: whole.type, width, height, thumbnail };
}

export interface Asked {
  id: number;
  file: Blob;
}

/** `failed`: why it is not taken; anything else that went wrong is told as `broken`. */
export type Told = { id: number } & ({ shrunk: Shrunk } | { failed: string });

/** Where this file is: a worker that is begun with it does what it is asked. */
export const address = import.meta.url;

if ('WorkerGlobalScope' in globalThis)
  addEventListener('message', ({ data: { id, file } }: MessageEvent<Asked>) => {
    const tell = (told: Told, bytes: ArrayBuffer[] = []): void =>
      (self as unknown as Worker).postMessage(told, bytes);
    void shrink(file).then(
      (shrunk) => tell({ id, shrunk }, [shrunk.bytes]),
      (why: unknown) => tell({ id, failed: typeof why === 'string' ? why : 'broken' }),
    );
  });
