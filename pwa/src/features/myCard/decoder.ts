/**
 * Reads codes in pictures: with the browser's own reader, else with a WebAssembly reader that is downloaded
 * once.
 */
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { allowOwnScripts } from '../../data/ownScripts';

interface Detector {
  detect(source: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}
type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};

export type Decode = (picture: Blob | ImageData) => Promise<string | null>;

async function own(): Promise<Decode | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  const formats = await BarcodeDetector?.getSupportedFormats().catch((): string[] => []);
  if (!BarcodeDetector || !formats?.includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (picture) => {
    const found = await detector.detect(await createImageBitmap(picture)).catch(() => []);
    return found[0]?.rawValue || null;
  };
}

function fromWorker(): Decode {
  allowOwnScripts();
  const worker = new Worker(new URL('./wasm.worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (text: string | null) => void>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<{ id: number; text: string | null }>) => {
    waiting.get(data.id)?.(data.text);
    waiting.delete(data.id);
  };
  // The reader is not on this phone, and there is no network.
  worker.onerror = () => {
    for (const done of waiting.values()) done(null);
    waiting.clear();
  };
  return (picture) =>
    new Promise((done) => {
      last += 1;
      waiting.set(last, done);
      worker.postMessage({ id: last, picture });
    });
}

let decoder: Promise<Decode> | undefined;

export const decode: Decode = async (picture) => {
  decoder ??= own().then((found) => found ?? fromWorker());
  return (await decoder)(picture);
};

/** Downloads the reader in advance, because codes are often scanned where there is no network. */
export async function fetchDecoder(): Promise<void> {
  if (await own()) return;
  await Promise.all([fetch(wasm), decode(new ImageData(8, 8))]).catch(() => undefined);
}
