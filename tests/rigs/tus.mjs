// Brings a file with tus-js-client, breaking off in the middle of it and going on with a client that is
// new, and prints what it found: see tests/server/blobs/test_live.py. Arguments: the endpoint, the cookie,
// the SHA-256, the file.
import { readFileSync } from 'node:fs';
import { Upload } from 'tus-js-client';

const [endpoint, cookie, sha256, path] = process.argv.slice(2);
const options = {
  headers: { Cookie: cookie },
  metadata: { sha256 },
  chunkSize: 100_000,
  retryDelays: null,
};
const bytes = readFileSync(path);

const [url, brokenAt] = await new Promise((go, fail) => {
  const first = new Upload(bytes, {
    ...options,
    endpoint,
    onError: fail,
    onChunkComplete: (_size, accepted) =>
      void first.abort().then(() => go([first.url, accepted]), fail),
  });
  first.start();
});
const begunAt = await new Promise((go, fail) => {
  let from;
  const second = new Upload(bytes, {
    ...options,
    uploadUrl: url,
    onError: fail,
    onProgress: (sent) => {
      from ??= sent;
    },
    onSuccess: () => go(from),
  });
  second.start();
});
process.stdout.write(JSON.stringify({ brokenAt, begunAt }));
