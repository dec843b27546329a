/**
 * How `make dev` watches files. By default Vite's watcher drops a change that comes within 50 ms of another
 * one of the same file, such as a formatter's after a save (chokidar's `_throttle`). It does not if it waits
 * for the end of a write.
 */
export const watching = { awaitWriteFinish: { stabilityThreshold: 60, pollInterval: 20 } };
