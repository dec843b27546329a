import { afterEach, expect, test, vi } from 'vitest';
import { type Phone, phone } from '../../data/rig';
import { allPieces, type FromWorker, type Preview, type ToWorker } from './protocol';

/** A file that can be read at once, as files can be in a worker. */
class Here extends Blob {
  readonly whole: Uint8Array<ArrayBuffer>;

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super([bytes]);
    this.whole = bytes;
  }

  override slice(from = 0, to = this.size): Blob {
    return new Here(this.whole.slice(from, to));
  }
}

const here = (text: string) => new Here(new TextEncoder().encode(text));

interface Worker {
  said: FromWorker[];
  ask(message: ToWorker): Promise<void>;
}

/** Starts the worker anew, with nothing in its memory. It dies when `dies` is true of what it says. */
async function start(dies = (_: FromWorker) => false): Promise<Worker> {
  vi.resetModules();
  const said: FromWorker[] = [];
  const self = {
    onmessage: async (_: { data: ToWorker }): Promise<void> => undefined,
    postMessage(message: FromWorker) {
      if (dies(message)) throw new Error('killed');
      said.push(message);
    },
  };
  vi.stubGlobal('self', self);
  vi.stubGlobal(
    'FileReaderSync',
    class {
      readAsArrayBuffer = (blob: Here) => blob.whole.slice().buffer;
    },
  );
  await import('./idle.worker');
  return { said, ask: (data) => self.onmessage({ data }) };
}

afterEach(() => vi.unstubAllGlobals());

const card = (name: string, more = '') =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nUID:${name}\r\n${more}END:VCARD\r\n`;

async function previewed(worker: Worker, alice: Phone, text: string): Promise<Preview> {
  const source = { file: here(text), name: 'all.vcf' };
  await worker.ask({ type: 'read', database: alice.name, source });
  const [message] = worker.said;
  if (message?.type !== 'preview') throw new Error(`it said ${message?.type}`);
  return message.preview;
}

/** Reads with a store of its own: another one has not heard of what a worker wrote. */
const people = ({ name }: Phone) => phone(null, name).store.all('person');

test.each([1, 2, 3])(
  'an import stopped at its transaction %d continues, and everybody is there once',
  async (last) => {
    const alice = phone();
    await alice.store.counts();
    const names = Array.from({ length: 600 }, (_, number) => `Person ${number}`);
    const text = names.map((name) => card(name)).join('');
    let transactions = 0;
    const first = await start(({ type }) => type === 'progress' && ++transactions === last);
    const { ids } = await previewed(first, alice, text);
    const rest = { database: alice.name, ids, back: [], today: '2026-11-24' };
    const source = { file: here(text), name: 'all.vcf' };
    await first.ask({ type: 'keep', database: alice.name, source });
    await first.ask({ type: 'import', source, ...rest });
    expect(first.said.at(-1)).toEqual({ type: 'failed', why: 'not_kept' });
    expect(await people(alice)).toHaveLength(Math.min(600, 200 * last));

    const kept = (await alice.connection.run((database) =>
      database.getAll('meta', allPieces()),
    )) as ArrayBuffer[];
    const again = await start();
    const file = new Here(new Uint8Array(await new Blob(kept).arrayBuffer()));
    await again.ask({ type: 'import', source: { file, name: 'all.vcf' }, ...rest });
    expect(again.said.at(-1)).toEqual({ type: 'imported' });
    const all = await people(alice);
    expect(all.map(({ fields }) => fields.name).sort()).toEqual(names.toSorted());
    const changed = (await alice.store.outbox()).map(({ record }) => record);
    expect(changed.sort()).toEqual(ids.toSorted());
  },
);

test('the preview says no number twice where it stands for a name', async () => {
  const alice = phone();
  await alice.store.counts();
  const text = 'BEGIN:VCARD\r\nVERSION:3.0\r\nTEL:+49 30 999\r\nEND:VCARD\r\n';
  const { shown } = await previewed(await start(), alice, text);
  expect(shown.fresh).toEqual([{ title: '+49 30 999', detail: '' }]);
});

test('only pictures of imported people are counted', async () => {
  const alice = phone();
  await alice.store.counts();
  const PICTURE = 'PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=\r\n';
  const one = await start();
  const { ids } = await previewed(one, alice, card('Maya', PICTURE));
  const source = { file: here(card('Maya')), name: 'all.vcf' };
  await one.ask({
    type: 'import',
    database: alice.name,
    source,
    ids,
    back: [],
    today: '2026-11-24',
  });
  const { counts } = await previewed(
    await start(),
    alice,
    card('Maya', PICTURE) + card('Tom', PICTURE) + card('Ada'),
  );
  expect(counts).toMatchObject({ fresh: 2, known: 1, photos: 1 });
});
