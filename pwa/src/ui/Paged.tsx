import type { ComponentChild, ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { t } from '../texts';
import { Button } from './Button';
import { Rows } from './Row';

const PAGE = 100;
/** How many rows are in the first frame, so that they are on the screen before the rest is laid out. */
const FIRST = 10;
const STEP = 30;

type Props<R> = {
  rows: readonly R[];
  line: (row: R) => ComponentChildren;
  label?: string | undefined;
  /** The most rows at first, and how many more each tap on "More" adds. */
  page?: number;
};

/** A list of any length, a hundred rows a page by default, so that a phone does not lay out thousands of rows. */
export function Paged<R extends { id: string }>({ rows, line, label, page = PAGE }: Props<R>) {
  const [wanted, setWanted] = useState(page);
  const [shown, setShown] = useState(FIRST);
  const isFilling = shown < Math.min(wanted, rows.length);
  useEffect(() => {
    if (!isFilling) return;
    const next = setTimeout(() => setShown(shown + STEP));
    return () => clearTimeout(next);
  }, [isFilling, shown]);
  // Each row is created once: further rows are appended, and the existing ones are not compared.
  const lines = useMemo<ComponentChild[]>(() => [], [rows, line]);
  for (const [index, row] of rows.slice(0, shown).entries()) {
    lines[index] ??= <li key={row.id}>{line(row)}</li>;
  }
  if (!rows.length) return null;
  return (
    <div>
      <Rows {...(label && { label })}>{[...lines]}</Rows>
      {!isFilling && rows.length > wanted && (
        <Button look="quiet" wide onClick={() => setWanted(wanted + page)}>
          {t.common.more}
        </Button>
      )}
    </div>
  );
}
