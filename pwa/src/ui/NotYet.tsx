import { t } from '../texts';
import { idleParts } from '../texts/idleParts';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

/** Shown if an idle part is opened without a network before it was fetched. */
export function NotYet() {
  return (
    <EmptyState whole title={idleParts.notYet} text={idleParts.comes}>
      <Button look="primary" onClick={() => location.reload()}>
        {t.common.reload}
      </Button>
    </EmptyState>
  );
}
