import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { Button, ButtonLink } from '../ui/Button';
import { Card } from '../ui/Card';
import { Chip, Tag } from '../ui/Chip';
import { EmptyState } from '../ui/EmptyState';
import { Choice, Field, TextArea } from '../ui/Field';
import { Icon, type Sign } from '../ui/Icon';
import { IconButton } from '../ui/IconButton';
import { ListField } from '../ui/ListField';
import { NotFound } from '../ui/NotFound';
import { NotLoaded } from '../ui/NotLoaded';
import { NotYet } from '../ui/NotYet';
import { Fold, Page, Section } from '../ui/Page';
import { Paged } from '../ui/Paged';
import { Row, Rows } from '../ui/Row';
import { Sheet } from '../ui/Sheet';
import { Switch } from '../ui/Switch';
import { Toasts, toast, toastUndo } from '../ui/Toast';
import { Windowed } from '../ui/Windowed';

/** The text of an example, and whether it shows an error. */
export interface Told {
  name: string;
  line: string;
  error: string | undefined;
}

const SIGNS: Sign[] = [
  'pen',
  'people',
  'evening',
  'hello',
  'settings',
  'back',
  'more',
  'close',
  'plus',
  'swap',
  'check',
];
const nothing = () => undefined;

/** A page for each component of ../ui, by the name of its file. */
export const examples: { readonly [file: string]: ComponentType<Told> } = {
  Button: ({ name, line }) => (
    <div class="stack">
      <Button look="primary" wide>
        {name}
      </Button>
      <div class="cluster">
        <Button look="primary">{name}</Button>
        <Button look="quiet">{name}</Button>
        <Button>{name}</Button>
        <Button look="danger">{name}</Button>
        <Button look="primary" disabled>
          {name}
        </Button>
      </div>
      <ButtonLink look="quiet" href="#Button">
        {line}
      </ButtonLink>
    </div>
  ),
  Card: ({ name, line }) => (
    <div class="stack">
      <Card>{line}</Card>
      <Card slotted label={name}>
        {line}
      </Card>
    </div>
  ),
  Chip: ({ name, line }) => {
    const [on, setOn] = useState(true);
    return (
      <div class="cluster">
        <Chip pressed={on} onClick={() => setOn(!on)}>
          {name}
        </Chip>
        <Chip>{line}</Chip>
        <Chip chosen>{name}</Chip>
        <span class="joined">
          <Chip chosen>{name}</Chip>
          <Chip aria-label={line}>
            <Icon sign="close" size={1} />
          </Chip>
        </span>
        <Tag>{name}</Tag>
      </div>
    );
  },
  EmptyState: ({ name, line }) => (
    <EmptyState title={name} text={line}>
      <Button look="primary">{name}</Button>
    </EmptyState>
  ),
  Field: ({ name, line, error }) => {
    const [text, setText] = useState(line);
    const options = [name, line].map((label) => ({ value: label, label }));
    return (
      <div class="stack">
        <Field label={name} hint={line} error={error} value={text} onText={setText} />
        <TextArea label={name} hint={line} error={error} value={text} onText={setText} />
        <Choice label={name} error={error} value={name} options={options} onText={nothing} />
      </div>
    );
  },
  Icon: () => (
    <div class="cluster">
      {SIGNS.map((sign) => (
        <Icon key={sign} sign={sign} />
      ))}
    </div>
  ),
  IconButton: ({ name }) => (
    <div class="cluster">
      {SIGNS.map((sign) => (
        <IconButton key={sign} sign={sign} label={`${name}: ${sign}`} />
      ))}
    </div>
  ),
  ListField: ({ name, line, error }) => {
    const [list, setList] = useState([name, 'sailing']);
    const given = { label: name, hint: line, error, value: list, onList: setList };
    return (
      <div class="stack">
        <ListField {...given} between="comma" />
        <ListField {...given} between="line" />
      </div>
    );
  },
  NotFound: () => <NotFound />,
  NotLoaded: () => <NotLoaded />,
  NotYet: () => <NotYet />,
  Page: ({ name, line }) => (
    <Page
      title={name}
      back="/"
      actions={<Button>{name}</Button>}
      reach={
        <Button look="primary" wide>
          {name}
        </Button>
      }
    >
      <Section title={name}>
        <p>{line}</p>
      </Section>
      <Fold title={name}>
        <p>{line}</p>
      </Fold>
    </Page>
  ),
  Paged: ({ name, line }) => (
    <Paged
      rows={Array.from({ length: 120 }, (_, place) => ({ id: `${place}` }))}
      line={({ id }) => <Row title={`${name} ${id}`} detail={line} href="#Paged" />}
    />
  ),
  Windowed: ({ name, line }) => (
    <Windowed
      sections={Array.from({ length: 40 }, (_, section) => ({
        id: `${section}`,
        rows: Array.from({ length: 10 }, (_, place) => ({ id: `${section}-${place}` })),
      }))}
      label={({ id }) => `${name} ${id}`}
      head={({ id }) => (
        <h2>
          {name} {id}
        </h2>
      )}
      line={({ id }) => <Row title={`${name} ${id}`} detail={line} href="#Windowed" />}
    />
  ),
  Row: ({ name, line }) => (
    <Rows label={name}>
      <li>
        <Row title={name} detail={line} href="#Row" />
      </li>
      <li>
        <Row title={name} detail={line} aside="20:14" onClick={nothing} />
      </li>
      <li>
        <Row title={name} />
      </li>
    </Rows>
  ),
  Sheet: ({ name, line }) => {
    const [open, setOpen] = useState(false);
    return (
      <>
        <Button look="quiet" onClick={() => setOpen(true)}>
          {name}
        </Button>
        {open && (
          <Sheet title={name} onClose={() => setOpen(false)}>
            <p>{line}</p>
          </Sheet>
        )}
      </>
    );
  },
  Switch: ({ name, line }) => {
    const [on, setOn] = useState(true);
    return (
      <div class="stack">
        <Switch label={name} hint={line} on={on} onSwitch={setOn} />
        <Switch label={name} on={!on} onSwitch={(off) => setOn(!off)} />
        <Switch label={name} on={on} disabled onSwitch={nothing} />
      </div>
    );
  },
  Toast: ({ name, line }) => (
    <div class="cluster">
      <Button look="quiet" onClick={() => toast(line)}>
        {name}
      </Button>
      <Button look="quiet" onClick={() => toastUndo(line, nothing)}>
        {line}
      </Button>
      <Toasts />
    </div>
  ),
};
