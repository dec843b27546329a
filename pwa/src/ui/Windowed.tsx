import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Chunk, chunksOf, type ListSection } from './chunks';
import { watchNearby } from './nearby';
import './Row.css';

type Props<R, S> = {
  sections: readonly S[];
  line: (row: R) => ComponentChildren;
  label: (section: S) => string;
  /** Above the first row of a section. */
  head?: (section: S) => ComponentChildren;
};

/** How high each chunk was when it was last seen: who comes back finds the list as it was left. */
const heights = new Map<string, number>();
let isWatched = false;

/** On a screen of another width nothing is as high as it was. To ask for it at each chunk would lay out all of them. */
function forgetWithTheWidth(): void {
  if (isWatched) return;
  isWatched = true;
  addEventListener('resize', () => heights.clear());
}

/** So many chunks stand in the first frame; so many more in each turn after it. */
const AT_ONCE = 8;
const MORE = 48;

/**
 * A list of any length, in sections: what lies far from the screen is room of the same height, and no rows.
 * The first chunk is drawn at once, the others when they come near. Of a list that was not left before, the
 * places of most are made after the first frame.
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

/** The ids of its sections. */
const holding = <S extends { id: string }>({ pieces }: Chunk<S>): string =>
  pieces.map(({ section }) => section.id).join(' ');

const nameOf = <S,>({ key, rows }: Chunk<S>): string => `${key} ${rows}`;

/** How high chunks are that were never drawn, in rem. */
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
  const key = nameOf(chunk);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const stop = watchNearby(element, (isNear, height) => {
      // Whoever stands in it with the keyboard is not left on the page as a whole.
      if (!isNear && element.contains(document.activeElement)) return;
      if (!isNear && drawn.current) heights.set(key, height);
      setNear(isNear);
    });
    return () => {
      if (drawn.current) heights.set(key, element.getBoundingClientRect().height);
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
