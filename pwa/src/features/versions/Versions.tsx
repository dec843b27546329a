import { useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { versions as v } from '../../texts/trash';
import { idlePart } from '../../ui/idlePart';

type Loaded = typeof import('./idle.versions');

/** The earlier texts of a record, each with a button to restore it. Loaded when opened. */
export function Versions({ row }: { row: Row }) {
  const [isOpen, setOpen] = useState(false);
  const [loaded, setLoaded] = useState<Loaded>();
  const toggle = (isOpen: boolean) => {
    setOpen(isOpen);
    if (!isOpen || loaded) return;
    void idlePart(() => import('./idle.versions')).then(setLoaded);
  };
  return (
    <details class="fold" onToggle={(event) => toggle(event.currentTarget.open)}>
      <summary>{v.title}</summary>
      {isOpen && loaded && <loaded.EarlierTexts row={row} />}
    </details>
  );
}
