import type { Kind } from '../records/kinds';

/** Tells this page, the other tabs and the worker which kinds of records have changed. */
export class Announcer {
  readonly #listeners = new Set<(kinds: Set<Kind>) => void>();
  readonly #channel: BroadcastChannel | undefined;

  constructor(name: string) {
    if (typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Kind[]>) => this.#tell(new Set(data));
  }

  listen(listener: (kinds: Set<Kind>) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(kinds: Iterable<string>): void {
    const changed = [...kinds] as Kind[];
    this.#tell(new Set(changed));
    this.#channel?.postMessage(changed);
  }

  close(): void {
    this.#listeners.clear();
    this.#channel?.close();
  }

  #tell(kinds: Set<Kind>): void {
    for (const listener of [...this.#listeners]) listener(kinds);
  }
}
