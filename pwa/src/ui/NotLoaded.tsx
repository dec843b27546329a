import { t } from '../texts';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

/** The app has been updated under this page, or the network went at the wrong moment. */
export function NotLoaded() {
  return (
    <EmptyState whole title={t.common.notLoaded}>
      <Button look="primary" onClick={() => location.reload()}>
        {t.common.reload}
      </Button>
    </EmptyState>
  );
}
