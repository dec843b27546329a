import { t } from '../texts';
import { Button, ButtonLink } from './Button';
import { EmptyState } from './EmptyState';

export function NotFound() {
  return (
    <EmptyState whole title={t.common.notFound}>
      <ButtonLink href="/">{t.common.toStart}</ButtonLink>
    </EmptyState>
  );
}

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
