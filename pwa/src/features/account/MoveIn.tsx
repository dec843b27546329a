import { useLive } from '../../editing/useLive';
import { account as a } from '../../texts/account';

/** Says that notes captured without an account will move into it. */
export function MoveIn() {
  const notes = useLive(
    async (store) => (store.account === null ? (await store.all('note')).length : 0),
    ['note'],
    [],
  );
  return notes ? <p class="soft">{a.moveIn(notes)}</p> : null;
}
