/**
 * Reads codes where the browser cannot. Its file is called so for the server, which lets no other script
 * compile WebAssembly (server/http/headers.py).
 */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

// From here, and not from the network that the library would ask.
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
