/** Divides a long list into chunks, each of which is drawn or left out as a whole. Pure. */

export interface ListSection<R> {
  id: string;
  rows: readonly R[];
}

/** Consecutive rows of one section; `from`: the index of the first row in its section. */
export interface Piece<S> {
  section: S;
  from: number;
  to: number;
}

export interface Chunk<S> {
  key: string;
  pieces: Piece<S>[];
  rows: number;
  /** How many sections begin in the chunk. */
  heads: number;
}

/** The most rows of a chunk: a screenful, which a slow phone draws in one or two frames. */
const MOST = 16;
/** A section with fewer rows shares a chunk with others. */
const ENOUGH = 8;

/** Returns all rows in order, at most 16 in a chunk. */
export function chunksOf<R extends { id: string }, S extends ListSection<R>>(
  sections: readonly S[],
): Chunk<S>[] {
  const chunks: Chunk<S>[] = [];
  let open: Chunk<S> | undefined;
  for (const section of sections) {
    if (open && open.rows >= ENOUGH) open = undefined;
    for (let from = 0; from < section.rows.length; ) {
      if (open && open.rows >= MOST) open = undefined;
      if (!open) {
        open = { key: `${section.id} ${section.rows[from]?.id}`, pieces: [], rows: 0, heads: 0 };
        chunks.push(open);
      }
      const to = Math.min(section.rows.length, from + MOST - open.rows);
      open.pieces.push({ section, from, to });
      open.rows += to - from;
      open.heads += from === 0 ? 1 : 0;
      from = to;
    }
  }
  return chunks;
}
