import { keys as k } from '../../texts/keys';
import { programs as p } from '../../texts/programs';
import { Button } from '../../ui/Button';
import { toast } from '../../ui/Toast';
import { copyText } from '../sync/copy';
import './keys.css';

/** The recovery codes, shown only once, to be written down or copied. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const copy = async () =>
    toast((await copyText(codes.join('\n'))) ? p.copied(k.codes.title) : p.notCopied);
  return (
    <div class="stack" role="status">
      <p>{k.codes.recovery}</p>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p class="soft">{p.shownOnce}</p>
      <Button look="quiet" wide aria-label={p.copyOf(k.codes.title)} onClick={() => void copy()}>
        {p.copy}
      </Button>
    </div>
  );
}
