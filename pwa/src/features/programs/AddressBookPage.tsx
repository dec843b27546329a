import { useState } from 'preact/hooks';
import { me } from '../../data/session';
import { programs as p } from '../../texts/programs';
import { Field } from '../../ui/Field';
import { Fold, Page } from '../../ui/Page';
import { MakeForm, Shown, ToCopy, Tokens } from './tokenParts';
import { useMaking, useTokens } from './useTokens';

/** Sets up the phone's own address book (CardDAV): the values to copy, and all of them as a code. */
export default function AddressBookPage() {
  const { tokens, trouble, end, add } = useTokens(['carddav']);
  const making = useMaking(add);
  const [name, setName] = useState(p.book.name);
  const account = me.value;
  if (!account) return <Page title={p.book.title} back="/settings" />;
  const address = `${location.origin}/dav/`;
  const { made } = making;
  return (
    <Page title={p.book.title} back="/settings">
      <p class="soft">{p.book.why}</p>
      {trouble && <p role="status">{trouble}</p>}
      {made && (
        <Shown
          values={[
            [p.server, address],
            [p.book.user, account.email],
            [p.book.password, made.token],
          ]}
          code={[address, account.email, made.token].join('\n')}
        />
      )}
      {tokens && <Tokens tokens={tokens} onEnd={end} />}
      <MakeForm
        making={making}
        button={p.book.make}
        onMake={() => void making.make(name.trim(), 'carddav')}
      >
        <Field
          label={p.book.device}
          value={name}
          error={making.trouble.fields.name}
          onText={setName}
        />
      </MakeForm>
      <Fold title={p.book.how}>
        <p>{p.book.iphone}</p>
        <p>{p.book.android}</p>
        <p>{p.book.computer}</p>
        <ul class="rows">
          <ToCopy label={p.book.whole} value={`${address}${account.id}/people/`} />
        </ul>
      </Fold>
    </Page>
  );
}
