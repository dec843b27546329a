import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { me } from '../../data/session';
import type { Kind, Row } from '../../records/kinds';
import { trash as x } from '../../texts/trash';
import { Button } from '../../ui/Button';
import { idlePart } from '../../ui/idlePart';

type Props = { row: Row<Kind>; name: string; onDone: () => void };
type Asked = ComponentType<Props & { onClose: () => void }>;

/** Forgets a record for good, after asking. The server does it, so without a server record there is no button. */
export function ForgetButton({ row, name, onDone }: Props) {
  const [asked, setAsked] = useState<{ Forget: Asked }>();
  if (!me.value) return null;
  const ask = () => idlePart(() => import('./idle.forget')).then(setAsked);
  return (
    <>
      <Button look="quiet" aria-label={x.forgetOf(name)} onClick={() => void ask()}>
        {x.forget}
      </Button>
      {asked && (
        <asked.Forget row={row} name={name} onDone={onDone} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}
