import type { ComponentChildren } from 'preact';
import { programs as p } from '../../texts/programs';
import { Button } from '../../ui/Button';
import { Row, Rows } from '../../ui/Row';
import { toast } from '../../ui/Toast';
import { WholeFormError } from '../forms/formErrors';
import { Password } from '../forms/Password';
import { copyText } from '../sync/copy';
import { whenSaid } from '../sync/instantText';
import { QrCode } from './QrCode';
import type { Token } from './tokens';
import type { Making } from './useTokens';
import './programs.css';

/** A value to type into another program, with a button that copies it. */
export function ToCopy({ label, value }: { label: string; value: string }) {
  const copy = async () => toast((await copyText(value)) ? p.copied(label) : p.notCopied);
  return (
    <li>
      <Row
        title={label}
        detail={<span class="value">{value}</span>}
        aside={
          <Button look="quiet" aria-label={p.copyOf(label)} onClick={() => void copy()}>
            {p.copy}
          </Button>
        }
      />
    </li>
  );
}

/** A new token, shown only once: to copy, and as a code. */
export function Shown({
  values,
  code,
}: {
  values: [label: string, value: string][];
  code: string;
}) {
  return (
    <div class="stack shown-once" role="status">
      <p>{p.shownOnce}</p>
      <Rows>
        {values.map(([label, value]) => (
          <ToCopy key={label} label={label} value={value} />
        ))}
      </Rows>
      <QrCode text={code} label={p.qr} />
    </div>
  );
}

/** The form that creates a token. Asks for the password if needed, and shows errors. */
export function MakeForm({
  making,
  button,
  onMake,
  children,
}: {
  making: Making;
  button: string;
  onMake: () => void;
  children?: ComponentChildren;
}) {
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onMake();
      }}
    >
      {children}
      {making.asksPassword && (
        <Password
          autocomplete="current-password"
          hint={p.whyPassword}
          value={making.password}
          error={making.trouble.fields.password}
          onText={making.setPassword}
        />
      )}
      <WholeFormError trouble={making.trouble} />
      <Button
        look="primary"
        wide
        type="submit"
        disabled={making.busy || (making.asksPassword && making.password === '')}
      >
        {button}
      </Button>
    </form>
  );
}

/** Lists tokens with their last use, each with a button that revokes it. */
export function Tokens({ tokens, onEnd }: { tokens: Token[]; onEnd: (token: Token) => void }) {
  if (tokens.length === 0) return null;
  return (
    <Rows label={p.given}>
      {tokens.map((token) => (
        <li key={token.id}>
          <Row
            title={token.name}
            detail={[
              p.scopes[token.scope],
              token.last_used_at ? p.lastUsed(whenSaid(token.last_used_at)) : p.neverUsed,
            ].join(' · ')}
            aside={
              <Button look="quiet" aria-label={p.endOf(token.name)} onClick={() => onEnd(token)}>
                {p.end}
              </Button>
            }
          />
        </li>
      ))}
    </Rows>
  );
}
