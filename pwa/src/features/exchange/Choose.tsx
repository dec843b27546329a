import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { exchange as x } from '../../texts/exchange';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Fold, Page } from '../../ui/Page';
import { look } from './importing';
import { canPick, pick } from './picker';
import type { Trouble } from './protocol';

const KINDS = '.vcf,.csv,.tsv,.txt,.json,.zip,.ics,text/vcard,text/csv,text/calendar';

/** Chooses what to import: a file, contacts of the phone (where the browser offers them), or pasted text. */
export function Choose({
  trouble,
  children,
}: {
  trouble: Trouble | undefined;
  children: ComponentChildren;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const fromText = (said: string, name: string) => look({ file: new Blob([said]), name });
  const fromPhone = async () => {
    const cards = await pick();
    if (cards) await fromText(cards, x.picked);
  };
  return (
    <Page
      title={x.title}
      back="/settings"
      reach={
        <Button look="primary" wide onClick={() => input.current?.click()}>
          {x.choose}
        </Button>
      }
    >
      <p class="soft">{x.why}</p>
      {trouble && <p role="alert">{x.trouble[trouble]}</p>}
      <input
        ref={input}
        type="file"
        class="hidden"
        tabIndex={-1}
        aria-label={x.choose}
        accept={KINDS}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          // So that the same file can be chosen again.
          currentTarget.value = '';
          if (file) void look({ file, name: file.name });
        }}
      />
      <div class="stack">
        {canPick() && (
          <Button wide onClick={() => void fromPhone()}>
            {x.picker}
          </Button>
        )}
        <TextArea label={x.paste} hint={x.pasteHint} value={text} onText={setText} />
        {text.trim() && <Button onClick={() => void fromText(text, x.pasted)}>{x.read}</Button>}
      </div>
      <Fold title={x.how}>
        {x.ways.map((way) => (
          <p key={way}>{way}</p>
        ))}
        <p>{x.drop}</p>
      </Fold>
      {children}
    </Page>
  );
}
