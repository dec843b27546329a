import { expect, test } from 'vitest';
import { NoZip, Zip, ZipWriter } from './zip';

async function zipped(): Promise<Blob> {
  const writer = new ZipWriter();
  await writer.add('karmadex.json', new Blob(['{"version": 1}']));
  await writer.add('attachments/ä', new Blob([new Uint8Array([0, 255, 7])]));
  return writer.whole();
}

test('a zip contains what was put into it', async () => {
  const zip = await Zip.open(await zipped());
  expect(new TextDecoder().decode(await zip.part('karmadex.json', 100))).toBe('{"version": 1}');
  expect([...(await zip.part('attachments/ä', 3))]).toEqual([0, 255, 7]);
  expect(zip.has('attachments/b')).toBe(false);
});

test('unpacking stops at the size limit', async () => {
  const zip = await Zip.open(await zipped());
  await expect(zip.part('karmadex.json', 5)).rejects.toThrow(NoZip);
});

test('a truncated zip is refused', async () => {
  const whole = await zipped();
  for (let to = 0; to < whole.size; to++) {
    const read = Zip.open(whole.slice(0, to)).then((zip) => zip.part('karmadex.json', 100));
    await expect(read).rejects.toThrow(NoZip);
  }
});
