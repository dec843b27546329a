import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { isSame } from '../records/kinds';
import { draftSaver, takeDraft } from './draftSaver';

interface Kept<F> {
  touched: Partial<F>;
  /** The `rev` that was on the screen when the edit began; null: the server has not seen the record. */
  base: number | null;
}

export interface Edit<F> {
  /** The record as it is now with what was touched on top. */
  values: F;
  /** Only what differs from the record. */
  changes: Partial<F>;
  set: (change: Partial<F>) => void;
  /** What there is to be saved, at this moment: a screen may lag behind what was typed. */
  take: () => Taken<F>;
  /** Given up: the draft is forgotten. */
  done: () => void;
}

export interface Taken<F> {
  values: F;
  changes: Partial<F>;
  base: number | null;
  /** It is on the disk: the draft is forgotten, but for what was typed on in the meantime. */
  saved: () => void;
}

/** The touched fields whose values differ from those of the record. */
export function differing<F extends object>(fields: F, touched: Partial<F>): Partial<F> {
  return Object.fromEntries(
    Object.entries(touched).filter(([field, value]) => !isSame(value, fields[field as keyof F])),
  ) as Partial<F>;
}

/** What was typed on while `saved` was being written: an edit of its own. Undefined when nothing was. */
export function typedSince<F extends object>(
  saved: Partial<F>,
  touched: Partial<F>,
): Partial<F> | undefined {
  const rest = differing(saved, touched);
  return Object.keys(rest).length > 0 ? rest : undefined;
}

/**
 * An edit of a record, kept as a draft under `key` until it is saved: a phone that is thrown out of
 * memory, or a look at another screen, loses nothing. Fields that were not touched follow the record.
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
    // A draft that cannot be read is no draft.
    void restore().catch(() => undefined);
  }, [key]);

  useEffect(() => {
    // What was saved is shown until the record has been read again; from then on the record is.
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
