interface Held {
  give: () => void;
  lose: () => void;
}

/** Web Locks for tests in Node: exclusive ones, with `signal` and `steal`. */
export class FakeLocks {
  readonly #held = new Map<string, Held>();
  readonly #queues = new Map<string, (() => void)[]>();

  request(name: string, options: LockOptions, work: () => Promise<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const take = (): void => {
        const mine: Held = {
          give: () => {
            if (this.#held.get(name) !== mine) return;
            this.#held.delete(name);
            this.#queues.get(name)?.shift()?.();
          },
          lose: () => reject(new DOMException('stolen', 'AbortError')),
        };
        this.#held.set(name, mine);
        work().then(resolve, reject).finally(mine.give);
      };
      if (options.steal) this.#held.get(name)?.lose();
      if (options.steal || !this.#held.has(name)) return take();
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      queue.push(take);
      options.signal?.addEventListener('abort', () => {
        const place = queue.indexOf(take);
        if (place < 0) return;
        queue.splice(place, 1);
        reject(options.signal?.reason);
      });
    });
  }
}
