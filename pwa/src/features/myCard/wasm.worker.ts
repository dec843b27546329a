/**
 * Reads codes where the browser cannot. The server allows WebAssembly only for a script of this file name
 * (server/http/headers.py).
 */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

// Loads our copy; by default the library would download it from elsewhere.
prepareZXingModule({ overrides: { locateFile: () => wasm } });

self.onmessage = async ({ data }: MessageEvent<{ id: number; picture: Blob | ImageData }>) => {
  const { id, picture } = data;
  const found = await readBarcodes(picture, {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 1,
  }).catch(() => []);
  self.postMessage({ id, text: found[0]?.text || null });
};
