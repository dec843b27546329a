import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'vite';
import { expect, test, vi } from 'vitest';
import { watching } from '../../scripts/watching';

test('each change of a file is served, however soon it follows the one before', async () => {
  const root = await mkdtemp(join(tmpdir(), 'watching-'));
  const file = join(root, 'one.js');
  await writeFile(file, 'export const word = "first";');
  const server = await createServer({
    configFile: false,
    root,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false, watch: watching },
  });
  const served = async () => (await server.transformRequest('/one.js'))?.code;
  try {
    let heard = false;
    server.watcher.on('change', () => {
      heard = true;
    });
    // There is no event for when watching has started, so it is tried.
    for (let tries = 0; !heard; tries++) {
      await writeFile(file, `export const word = "try ${tries}";`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    for (let change = 0; change < 8; change++) {
      await writeFile(file, `export const word = "change ${change}";`);
      await vi.waitFor(async () => expect(await served()).toContain(`change ${change}`), {
        timeout: 10_000,
        interval: 5,
      });
    }
  } finally {
    await server.close();
    await rm(root, { recursive: true });
  }
}, 60_000);
