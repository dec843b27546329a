import { useState } from 'preact/hooks';
import { programs as p } from '../../texts/programs';
import { Choice, Field } from '../../ui/Field';
import { Page, Section } from '../../ui/Page';
import { MakeForm, Shown, Tokens } from './tokenParts';
import type { Scope } from './tokens';
import { useMaking, useTokens } from './useTokens';

const SCOPES = ['read', 'write'] as const;
const ALL: readonly Scope[] = ['read', 'write', 'carddav', 'calendar'];
const LONGEST_NAME = 100;

/** Creates tokens for scripts, shortcuts and other programs, and lists all tokens. */
export default function ProgramsPage() {
  const { tokens, trouble, end, add } = useTokens(ALL);
  const making = useMaking(add);
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('write');
  const make = async () => {
    if (await making.make(name.trim(), scope)) setName('');
  };
  return (
    <Page title={p.title} back="/settings">
      <p class="soft">{p.why}</p>
      {trouble && <p role="status">{trouble}</p>}
      {making.made && (
        <Shown
          values={[
            [p.server, `${location.origin}/api/v1`],
            [p.token, making.made.token],
          ]}
          code={making.made.token}
        />
      )}
      {tokens && <Tokens tokens={tokens} onEnd={end} />}
      <Section title={p.another}>
        <MakeForm making={making} button={p.make} onMake={() => void make()}>
          <Field
            label={p.name}
            hint={p.nameHint}
            most={LONGEST_NAME}
            value={name}
            error={making.trouble.fields.name}
            onText={setName}
          />
          <Choice
            label={p.scope}
            value={scope}
            options={SCOPES.map((value) => ({ value, label: p.scopes[value] }))}
            onText={(value) => setScope(value as Scope)}
          />
        </MakeForm>
      </Section>
    </Page>
  );
}
