import { useState } from 'preact/hooks';
import type { Row } from '../../records/kinds';
import { idleParts } from '../../texts/idleParts';
import { withIdleTexts } from '../../texts/idleTexts';
import { toast } from '../../ui/Toast';

type Sheet = typeof import('./idle.change').FollowupSheet;

/** The sheet, while a follow-up is being changed; and how one begins to. */
export function useChange(toPerson = false) {
  const [open, setOpen] = useState<{
    FollowupSheet: Sheet;
    followup: Row<'followup'>;
    name: string;
  }>();
  const change = (followup: Row<'followup'>, name: string) =>
    withIdleTexts(() => import('./idle.change')).then(
      ({ FollowupSheet }) => setOpen({ FollowupSheet, followup, name }),
      () => toast(idleParts.notYet),
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
