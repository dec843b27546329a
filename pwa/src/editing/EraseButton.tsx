import type { ComponentChildren } from 'preact';
import type { Row } from '../records/kinds';
import { Button } from '../ui/Button';
import { erase } from './erase';
import type { Edit } from './useEdit';

type Props = {
  row: Row;
  told: string;
  /** The form's: its draft is deleted with the record. */
  edit: Pick<Edit<object>, 'done'>;
  leave: () => void;
  children: ComponentChildren;
};

/** Deletes the record of a form, and leaves the form. */
export function EraseButton({ row, told, edit, leave, children }: Props) {
  const gone = () => {
    edit.done();
    leave();
  };
  return (
    <Button look="danger" onClick={() => void erase(row, told, gone)}>
      {children}
    </Button>
  );
}
