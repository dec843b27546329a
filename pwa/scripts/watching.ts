/**
 * How `make dev` sees that a file was changed. What watches for Vite drops a change that comes within 50 ms
 * of another of the same file, such as a formatter's after a save (chokidar's `_throttle`); not so where
 * it waits for the end of a write.
 */
export const watching = { awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 } };
