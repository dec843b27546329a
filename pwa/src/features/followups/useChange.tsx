import { useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { idlePart } from '../../ui/idlePart';

type Sheet = typeof import('./idle.change').FollowupSheet;

/** Returns the open sheet that edits a follow-up, if any, and the function that opens it. */
export function useChange(toPerson = false) {
  const [open, setOpen] = useState<{
    FollowupSheet: Sheet;
    followup: Row<'followup'>;
    name: string;
  }>();
  const change = (followup: Row<'followup'>, name: string) =>
    idlePart(() => import('./idle.change')).then(
      (part) => part && setOpen({ ...part, followup, name }),
    );
  const sheet = open && (
    <open.FollowupSheet
      followup={open.followup}
      name={open.name}
      toPerson={toPerson}
      onClose={() => setOpen(undefined)}
    />
  );
  return [sheet, change] as const;
}
