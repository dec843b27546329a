import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isSame } from '../records/kinds';
import { draftSaver, takeDraft } from './draftSaver';

interface Kept<F> {
  touched: Partial<F>;
  /** The `rev` of the record when the edit began; null: the server has not seen it. */
  base: number | null;
}

export interface Edit<F> {
  /** The current record with the touched fields on top. */
  values: F;
  /** Only the fields that differ from the record. */
  changes: Partial<F>;
  set: (change: Partial<F>) => void;
  /** Returns what to save now; the drawn values may be older than what was typed. */
  take: () => Taken<F>;
  /** Cancels the edit: deletes the draft. */
  done: () => void;
}

export interface Taken<F> {
  values: F;
  changes: Partial<F>;
  base: number | null;
  /** Call it once the edit is on the disk: deletes the draft, except for what was typed meanwhile. */
  saved: () => void;
}

/** Returns the touched fields whose values differ from the record. */
export function differing<F extends object>(fields: F, touched: Partial<F>): Partial<F> {
  return Object.fromEntries(
    Object.entries(touched).filter(([field, value]) => !isSame(value, fields[field as keyof F])),
  ) as Partial<F>;
}

/** Returns what was typed while `saved` was being written: a new edit. Undefined if nothing was. */
export function typedSince<F extends object>(
  saved: Partial<F>,
  touched: Partial<F>,
): Partial<F> | undefined {
  const rest = differing(saved, touched);
  return Object.keys(rest).length > 0 ? rest : undefined;
}

/**
 * An edit of a record, stored as a draft under `key` until it is saved, so that nothing is lost if the app is
 * ended or another screen is opened. Untouched fields follow the record.
 */
export function useEdit<F extends object>(key: string, fields: F, rev: number | null): Edit<F> {
  const [kept, setKept] = useState<Kept<F>>({ touched: {}, base: rev });
  const latest = useRef(kept);
  const over = useRef(false);
  const record = useRef(fields);
  record.current = fields;
  const keep = useMemo(() => draftSaver(key), [key]);

  useEffect(() => {
    const restore = async () => {
      const text = await takeDraft(key);
      if (text && Object.keys(latest.current.touched).length === 0 && !over.current) {
        latest.current = JSON.parse(text) as Kept<F>;
        setKept(latest.current);
      }
    };
    // A draft that cannot be parsed is ignored.
    void restore().catch(() => undefined);
  }, [key]);

  useEffect(() => {
    // The saved values are shown until the record has been read again.
    if (!over.current) return;
    latest.current = { touched: {}, base: rev };
    setKept(latest.current);
  }, [fields]);

  const take = (): Taken<F> => {
    const { touched, base } = latest.current;
    return {
      values: { ...record.current, ...touched },
      changes: differing(record.current, touched),
      base,
      saved: () => {
        const rest = typedSince(touched, latest.current.touched);
        over.current = rest === undefined;
        if (rest === undefined) return keep('');
        latest.current = { touched: rest, base };
        setKept(latest.current);
        keep(JSON.stringify(latest.current));
      },
    };
  };

  return {
    values: { ...fields, ...kept.touched },
    changes: differing(fields, kept.touched),
    set: (change) => {
      const { touched, base } = latest.current;
      const first = over.current || Object.keys(touched).length === 0;
      latest.current = first
        ? { touched: change, base: rev }
        : { touched: { ...touched, ...change }, base };
      over.current = false;
      setKept(latest.current);
      keep(JSON.stringify(latest.current));
    },
    take,
    done: () => take().saved(),
  };
}
