import { people as p } from '../texts/people';
import { Button } from '../ui/Button';
import { useLive } from './useLive';

type Props = {
  /** The key of the draft. */
  draft: string;
  /** What was begun, for the screen. */
  told: string;
  onGoOn: () => void;
};

/** Says that a change was begun and not saved. */
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
