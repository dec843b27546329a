import { t } from '../texts';
import { ButtonLink } from './Button';
import { EmptyState } from './EmptyState';

export function NotFound() {
  return (
    <EmptyState whole title={t.common.notFound}>
      <ButtonLink href="/">{t.common.toStart}</ButtonLink>
    </EmptyState>
  );
}
