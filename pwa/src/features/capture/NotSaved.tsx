import { useState } from 'preact/hooks';
import { capture as c } from '../../texts/capture';
import { Chip } from '../../ui/Chip';
import { copyText, shareText } from '../sync/copy';

/** Says that something could not be saved, and offers to copy or share the text. */
export function NotSaved({ told, text }: { told: string; text: string }) {
  const [copied, setCopied] = useState('');
  const copy = async () => {
    if (await copyText(text)) setCopied(text);
  };
  return (
    <div class="trouble" role="alert">
      <p>{told}</p>
      {text && (
        <div class="cluster">
          <Chip onClick={() => void copy()}>{copied === text ? c.copied : c.copy}</Chip>
          {'share' in navigator && <Chip onClick={() => void shareText(text)}>{c.share}</Chip>}
        </div>
      )}
    </div>
  );
}
