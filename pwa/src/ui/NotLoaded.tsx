import { t } from '../texts';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

/** Shown if code could not be loaded: the app was updated under this page, or the network failed. */
export function NotLoaded() {
  return (
    <EmptyState whole title={t.common.notLoaded}>
      <Button look="primary" onClick={() => location.reload()}>
        {t.common.reload}
      </Button>
    </EmptyState>
  );
}
