import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64 } from './idle.shrink';
import { MOST_PIXELS, measure } from './measure';
import { thumbnailUrl } from './thumbnail';

const big = (n: number): number[] => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const text = (letters: string): number[] => [...letters].map((letter) => letter.charCodeAt(0));
const three = (n: number): number[] => [n & 255, (n >> 8) & 255, (n >> 16) & 255];

const png = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    0x89,
    ...text('PNG\r\n\u001a\n'),
    ...big(13),
    ...text('IHDR'),
    ...big(width),
    ...big(height),
    8,
    2,
    0,
    0,
    0,
  ]);
const jpeg = (width: number, height: number, before: number[] = []): Uint8Array =>
  new Uint8Array([
    0xff,
    0xd8,
    ...before,
    0xff,
    0xc0,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    1,
    1,
    17,
    0,
  ]);
const webp = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    ...text('RIFF'),
    0,
    0,
    0,
    0,
    ...text('WEBPVP8X'),
    10,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    ...three(width - 1),
    ...three(height - 1),
  ]);
const avif = (width: number, height: number): Uint8Array =>
  new Uint8Array([
    ...big(24),
    ...text('ftypavif'),
    0,
    0,
    0,
    0,
    ...text('avifmif1'),
    ...big(20),
    ...text('ispe'),
    0,
    0,
    0,
    0,
    ...big(width),
    ...big(height),
  ]);

it.each([
  ['PNG', png(800, 600), 'image/png'],
  ['JPEG', jpeg(800, 600), 'image/jpeg'],
  [
    'JPEG with what a camera writes before it',
    jpeg(800, 600, [0xff, 0xe1, 0, 6, 1, 2, 3, 4]),
    'image/jpeg',
  ],
  ['WebP', webp(800, 600), 'image/webp'],
  ['AVIF', avif(800, 600), 'image/avif'],
  ['GIF', new Uint8Array([...text('GIF89a'), 0x20, 3, 0x58, 2]), 'image/gif'],
])('the size of a %s is read', (_, bytes, type) => {
  expect(measure(bytes)).toEqual({ type, width: 800, height: 600 });
});

it.each([
  ['100,000 × 100,000 pixels, as PNG', png(100_000, 100_000)],
  ['as large as WebP can say', webp(16_777_216, 16_777_216)],
  ['100,000 × 100,000 pixels, as AVIF', avif(100_000, 100_000)],
  ['65,535 × 65,535 pixels, as JPEG', jpeg(65_535, 65_535)],
])(
  'a decompression bomb of %s is recognised by its header, and no thumbnail of it is shown',
  (_, bytes) => {
    const found = measure(bytes);
    expect((found?.width ?? 0) * (found?.height ?? 0)).toBeGreaterThan(MOST_PIXELS);
    expect(thumbnailUrl(base64(bytes))).toBeUndefined();
  },
);

it.each([
  ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ['<!doctype html><script>alert(1)</script>'],
  ['RIFF____WAVE'],
  [''],
])('%s is not a picture', (source) => {
  const bytes = new TextEncoder().encode(source);
  expect(measure(bytes)).toBeUndefined();
  expect(thumbnailUrl(base64(bytes))).toBeUndefined();
});

it('any bytes give a result without an error', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(png(1, 1), jpeg(1, 1), webp(1, 1), avif(1, 1)),
      (rest, head) => {
        const found = measure(new Uint8Array([...head.slice(0, 20), ...rest]));
        expect(found === undefined || (found.width > 0 && found.height > 0)).toBe(true);
      },
    ),
  );
});
