/**
 * Loads a lazy component, and what it loads if that is lazy too. One that was never rendered waits a frame
 * even if its code is there.
 */
export async function preload(component: unknown): Promise<void> {
  const lazy = component as { preload?: () => Promise<unknown> } | undefined;
  if (lazy?.preload) await preload(await lazy.preload());
}
