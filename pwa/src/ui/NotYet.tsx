import { t } from '../texts';
import { idleParts } from '../texts/idleParts';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

/** A part that the phone fetches when it is idle, opened without a network before that. */
export function NotYet() {
  return (
    <EmptyState whole title={idleParts.notYet} text={idleParts.comes}>
      <Button look="primary" onClick={() => location.reload()}>
        {t.common.reload}
      </Button>
    </EmptyState>
  );
}
