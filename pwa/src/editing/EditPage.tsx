import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../texts';
import { Button } from '../ui/Button';
import { Page } from '../ui/Page';
import { CancelButton } from './CancelButton';
import type { Edit, Taken } from './useEdit';
import { useEscape } from './useEscape';
import { useSave } from './useSave';

type Errors<F> = Partial<Record<keyof F, string>>;

type Props<F> = {
  title: string;
  edit: Edit<F>;
  /** Returns what the server would refuse, by field. Shown after the first attempt to save. */
  check: (values: F) => Errors<F>;
  /** Called if something has changed and nothing is wrong. */
  write: (taken: Taken<F>) => Promise<unknown>;
  onClose: () => void;
  children: (wrong: Errors<F>) => ComponentChildren;
};

/** The form that edits a whole record, with Cancel beside its title and Save at the bottom. */
export function EditPage<F extends object>({
  title,
  edit,
  check,
  write,
  onClose,
  children,
}: Props<F>) {
  useEscape(onClose);
  const [tried, setTried] = useState(false);
  const { save, trouble } = useSave(async () => {
    setTried(true);
    const taken = edit.take();
    if (Object.keys(check(taken.values)).length > 0) return;
    if (Object.keys(taken.changes).length > 0) await write(taken);
    taken.saved();
    onClose();
  });
  return (
    <form noValidate onSubmit={save}>
      <Page
        title={title}
        actions={<CancelButton edit={edit} leave={onClose} />}
        reach={
          <>
            {trouble}
            <Button type="submit" look="primary" wide>
              {t.common.save}
            </Button>
          </>
        }
      >
        <div class="stack">{children(tried ? check(edit.values) : {})}</div>
      </Page>
    </form>
  );
}
