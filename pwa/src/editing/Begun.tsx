import { people as p } from '../texts/people';
import { Button } from '../ui/Button';
import { useLive } from './useLive';

type Props = {
  /** Under which it is kept. */
  draft: string;
  /** Says what was begun. */
  told: string;
  onGoOn: () => void;
};

/** A change that was begun and not saved is told of: it is kept. */
export function Begun({ draft, told, onGoOn }: Props) {
  const drafts = useLive((store) => store.drafts(draft), [], [draft]);
  if (!drafts?.length) return null;
  return (
    <div class="cluster">
      <p class="soft">{told}</p>
      <Button look="quiet" onClick={onGoOn}>
        {p.goOn}
      </Button>
    </div>
  );
}
