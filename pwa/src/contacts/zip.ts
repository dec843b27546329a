/**
 * Reads and writes zips as Blobs, so that only the part in use is in memory. Writes without compression: what
 * is large in our zips are pictures.
 */

/** The file is not a zip, or not complete. */
export class NoZip extends Error {
  override name = 'NoZip';
}

interface Entry {
  method: number;
  packed: number;
  offset: number;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The size of the end record with the longest comment. */
const LONGEST_END = 22 + 0xffff;

const viewOf = async (blob: Blob, from: number, to: number): Promise<DataView> =>
  new DataView(await blob.slice(Math.max(0, from), to).arrayBuffer());

export class Zip {
  readonly #blob: Blob;
  readonly #entries: ReadonlyMap<string, Entry>;

  private constructor(blob: Blob, entries: ReadonlyMap<string, Entry>) {
    this.#blob = blob;
    this.#entries = entries;
  }

  /** Raises NoZip. */
  static async open(blob: Blob): Promise<Zip> {
    const end = await viewOf(blob, blob.size - LONGEST_END, blob.size);
    let at = end.byteLength - 22;
    while (at >= 0 && end.getUint32(at, true) !== END) at -= 1;
    if (at < 0) throw new NoZip('no end');
    const [size, from] = [end.getUint32(at + 12, true), end.getUint32(at + 16, true)];
    const list = await viewOf(blob, from, from + size);
    const entries = new Map<string, Entry>();
    for (let place = 0; place + 46 <= list.byteLength; ) {
      if (list.getUint32(place, true) !== CENTRAL) throw new NoZip('no list');
      const length = list.getUint16(place + 28, true);
      const name = new TextDecoder().decode(
        new Uint8Array(list.buffer, place + 46, Math.min(length, list.byteLength - place - 46)),
      );
      entries.set(name, {
        method: list.getUint16(place + 10, true),
        packed: list.getUint32(place + 20, true),
        offset: list.getUint32(place + 42, true),
      });
      place += 46 + length + list.getUint16(place + 30, true) + list.getUint16(place + 32, true);
    }
    return new Zip(blob, entries);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** Unpacks one part, of at most `most` bytes. Raises NoZip. */
  async part(name: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
    const entry = this.#entries.get(name);
    if (!entry) throw new NoZip(`no ${name}`);
    const { offset, packed, method } = entry;
    const head = await viewOf(this.#blob, offset, offset + 30);
    if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL) throw new NoZip('no part');
    const from = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const raw = this.#blob.slice(from, from + packed);
    if (raw.size < packed || (method !== 0 && method !== 8)) throw new NoZip('not all of it');
    const unpacked =
      method === 0
        ? raw.stream()
        : raw.stream().pipeThrough<Uint8Array>(new DecompressionStream('deflate-raw'));
    try {
      return await collected(unpacked, most);
    } catch (cause) {
      throw new NoZip('damaged', { cause });
    }
  }
}

async function collected(
  stream: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new NoZip('too large');
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC[(crc ^ byte) & 255] as number);
  return ~crc >>> 0;
}

/** 1 January 1980: the same records give the same zip, whenever it is written. */
const NO_DATE = 0x00210000;
const UTF_8 = 0x0800;

/** Writes the numbers that are in both headers of a part, from the version on. */
function numbers(view: DataView, at: number, crc: number, size: number, name: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, UTF_8, true);
  view.setUint32(at + 6, NO_DATE, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, name, true);
}

/** Writes a zip part by part. */
export class ZipWriter {
  readonly #parts: BlobPart[] = [];
  readonly #list: BlobPart[] = [];
  #size = 0;
  #listed = 0;
  #count = 0;

  async add(name: string, content: Blob): Promise<void> {
    const crc = crcOf(new Uint8Array(await content.arrayBuffer()));
    const title = new TextEncoder().encode(name);
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, LOCAL, true);
    numbers(local, 4, crc, content.size, title.length);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, CENTRAL, true);
    central.setUint16(4, 20, true);
    numbers(central, 6, crc, content.size, title.length);
    central.setUint32(42, this.#size, true);
    this.#parts.push(local.buffer, title, content);
    this.#list.push(central.buffer, title);
    this.#size += 30 + title.length + content.size;
    this.#listed += 46 + title.length;
    this.#count += 1;
  }

  whole(): Blob {
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, END, true);
    end.setUint16(8, this.#count, true);
    end.setUint16(10, this.#count, true);
    end.setUint32(12, this.#listed, true);
    end.setUint32(16, this.#size, true);
    return new Blob([...this.#parts, ...this.#list, end.buffer], { type: 'application/zip' });
  }
}
