import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../app/texts';
import { Button } from './Button';
import { Rows } from './Row';

const PAGE = 100;

type Props<R> = {
  rows: readonly R[];
  line: (row: R) => ComponentChildren;
  label?: string | undefined;
  /** Above the first row of each run of rows that have the same one. */
  heading?: ((row: R) => string) | undefined;
};

/** A list of any length, a hundred lines at a time: a phone lays out no thousand rows that nobody looks at. */
export function Paged<R extends { id: string }>({ rows, line, label, heading }: Props<R>) {
  const [pages, setPages] = useState(1);
  if (!rows.length) return null;
  return (
    <div>
      <Rows {...(label && { label })}>
        {rows.slice(0, pages * PAGE).map((row, index) => {
          const before = rows[index - 1];
          const head = heading?.(row);
          const starts = head !== undefined && (!before || heading?.(before) !== head);
          return (
            <li key={row.id} class={starts ? 'starts' : undefined}>
              {starts && <h2>{head}</h2>}
              {line(row)}
            </li>
          );
        })}
      </Rows>
      {rows.length > pages * PAGE && (
        <Button look="quiet" wide onClick={() => setPages(pages + 1)}>
          {t.common.more}
        </Button>
      )}
    </div>
  );
}
