import { t } from '../texts';
import { Button } from '../ui/Button';

/** Leaves a form without saving, and deletes its draft. */
export function CancelButton({ edit, leave }: { edit: { done: () => void }; leave: () => void }) {
  return (
    <Button
      onClick={() => {
        edit.done();
        leave();
      }}
    >
      {t.common.cancel}
    </Button>
  );
}
