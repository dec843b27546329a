import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Chunk, chunksOf, type ListSection } from './chunks';
import { watchNearby } from './nearby';
import './Row.css';
import './Windowed.css';

type Props<R, S> = {
  sections: readonly S[];
  line: (row: R) => ComponentChildren;
  label: (section: S) => string;
  /** Renders the heading of a section. */
  head?: (section: S) => ComponentChildren;
};

/** The height of each chunk when it was last drawn, so that a list is found as it was left. */
const heights = new Map<string, number>();
let isWatched = false;

/**
 * With another width, all heights change. The width is checked once, because reading it for each chunk would
 * lay out all of them.
 */
function forgetWithTheWidth(): void {
  if (isWatched) return;
  isWatched = true;
  addEventListener('resize', () => heights.clear());
}

/** How many chunks are added in the first frame, and in each turn after it. */
const AT_ONCE = 8;
const MORE = 48;

/**
 * A list of any length in sections. Chunks far from the screen are replaced by empty space of the same
 * height. The first chunk is drawn at once, the others when they come near. In a list that was not shown
 * before, most places are created after the first frame.
 */
export function Windowed<R extends { id: string }, S extends ListSection<R>>({
  sections,
  ...rest
}: Props<R, S>) {
  forgetWithTheWidth();
  const chunks = useMemo(() => chunksOf<R, S>(sections), [sections]);
  const [made, setMade] = useState<{ of: typeof chunks; count: number }>();
  const isLeft = chunks.some((chunk, place) => place > 0 && heights.has(nameOf(chunk)));
  const count = made?.of === chunks ? made.count : isLeft ? chunks.length : AT_ONCE;
  useEffect(() => {
    if (count >= chunks.length) return;
    const next = setTimeout(() => setMade({ of: chunks, count: count + MORE }));
    return () => clearTimeout(next);
  }, [chunks, count]);
  const later = chunks.slice(count);
  return (
    <div class="windowed">
      {chunks.slice(0, count).map((chunk, place) => (
        <Part key={chunk.key} chunk={chunk} first={place === 0} {...rest} />
      ))}
      {later.length > 0 && (
        <div
          data-holds={later.map(holding).join(' ')}
          style={{ height: `${roomOf(later, !!rest.head)}rem` }}
        />
      )}
    </div>
  );
}

/** Returns the ids of a chunk's sections. */
const holding = <S extends { id: string }>({ pieces }: Chunk<S>): string =>
  pieces.map(({ section }) => section.id).join(' ');

const nameOf = <S,>({ key, rows }: Chunk<S>): string => `${key} ${rows}`;

/** Returns the estimated height of chunks that were never drawn, in rem. */
const roomOf = <S,>(chunks: readonly Chunk<S>[], withHeads: boolean): number =>
  chunks.reduce((sum, { rows, heads }) => sum + rows * 3.8 + (withHeads ? heads * 3.5 : 0), 0);

function Part<R extends { id: string }, S extends ListSection<R>>({
  chunk,
  first,
  line,
  label,
  head,
}: Omit<Props<R, S>, 'sections'> & { chunk: Chunk<S>; first: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(first);
  const drawn = useRef(near);
  drawn.current = near;
  const high = useRef(0);
  const key = nameOf(chunk);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const stop = watchNearby(element, (isNear, height) => {
      // A chunk that contains the keyboard focus is not removed.
      if (!isNear && element.contains(document.activeElement)) return;
      if (!isNear && drawn.current) heights.set(key, height);
      setNear(isNear);
    });
    // Measuring it in the clean-up would force a layout of the half-rendered next screen.
    const sizes = new ResizeObserver(([entry]) => {
      if (drawn.current && entry) high.current = entry.contentRect.height;
    });
    sizes.observe(element);
    return () => {
      if (drawn.current && high.current) heights.set(key, high.current);
      sizes.disconnect();
      stop();
    };
  }, [key]);
  const known = heights.get(key);
  const room = known ? `${known}px` : `${roomOf([chunk], !!head)}rem`;
  return (
    <div
      ref={box}
      class="chunk"
      data-holds={holding(chunk)}
      {...(!near && { style: { height: room } })}
    >
      {near &&
        chunk.pieces.map(({ section, from, to }) => (
          <div key={section.id}>
            {from === 0 && head?.(section)}
            <ul class="rows" aria-label={label(section)}>
              {section.rows.slice(from, to).map((row, place) => (
                <li
                  key={row.id}
                  aria-posinset={from + place + 1}
                  aria-setsize={section.rows.length}
                >
                  {line(row)}
                </li>
              ))}
            </ul>
          </div>
        ))}
    </div>
  );
}
