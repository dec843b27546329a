/** The worker that makes pictures smaller, so that the screen does not stand still over it. */
import { type Shrunk, shrink } from './shrink';

export interface Asked {
  id: number;
  file: Blob;
  asPhoto: boolean;
}

/** `failed`: why it is not taken; anything else that went wrong is told as `broken`. */
export type Told = { id: number } & ({ shrunk: Shrunk } | { failed: string });

addEventListener('message', ({ data: { id, file, asPhoto } }: MessageEvent<Asked>) => {
  const tell = (told: Told, bytes: ArrayBuffer[] = []): void =>
    (self as unknown as Worker).postMessage(told, bytes);
  void shrink(file, asPhoto).then(
    (shrunk) => tell({ id, shrunk }, [shrunk.bytes]),
    (why: unknown) => tell({ id, failed: typeof why === 'string' ? why : 'broken' }),
  );
});
