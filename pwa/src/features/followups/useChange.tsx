import { useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { idlePart } from '../../ui/idlePart';

type Sheet = typeof import('./idle.change').FollowupSheet;

/** The sheet, while a follow-up is being changed; and how one begins to. */
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
