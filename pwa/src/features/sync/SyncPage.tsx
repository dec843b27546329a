import type { Store } from '../../data/store';
import { useLive } from '../../editing/useLive';
import { KINDS, type Row as RecordRow } from '../../records/kinds';
import type { OutboxEntry } from '../../sync/protocol';
import { syncNow, syncStatus } from '../../syncing/status';
import { sync as s } from '../../texts/sync';
import { Button } from '../../ui/Button';
import { Page, Section } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { aboutWhom, headOf, kindName, type Waiting, waitingByRecord } from './describe';
import { whenSaid } from './instantText';
import { OtherVersion } from './OtherVersion';
import { Parked } from './Parked';
import './sync.css';

const AT_ONCE = 50;

interface Seen {
  parked: OutboxEntry[];
  waiting: Waiting[];
  torn: RecordRow<'note'>[];
  signedIn: boolean;
}

type Loose = Record<string, unknown>;

/** Reads the rows of these records, as far as the phone has them. */
async function rowsOf(store: Store, kinds: ReadonlyMap<string, string>) {
  const entries = [...kinds].map(async ([id, kind]) => {
    const known = KINDS.find((one) => one === kind);
    return [id, known && (await store.get(known, id))] as const;
  });
  return new Map(await Promise.all(entries));
}

async function read(store: Store): Promise<Seen> {
  const [outbox, notes] = await Promise.all([store.outbox(), store.all('note')]);
  const rows = await rowsOf(store, new Map(outbox.map(({ record, kind }) => [record, kind])));
  const fieldsOf = (id: string) => rows.get(id)?.fields as Loose | undefined;
  const whom = outbox.flatMap(
    ({ record, set }) => aboutWhom({ ...set, ...fieldsOf(record) }) ?? [],
  );
  const people = await rowsOf(store, new Map(whom.map((id) => [id, 'person'])));
  return {
    parked: outbox.filter(({ state }) => state === 'parked'),
    waiting: waitingByRecord(
      outbox,
      fieldsOf,
      (id) => rows.get(id)?.rev === null,
      (id) => headOf('person', (people.get(id)?.fields ?? {}) as Loose),
    ),
    torn: notes.filter((note) => note.conflicts.length > 0),
    signedIn: store.account !== null,
  };
}

/** Lists changes that wait for the server, refused changes, and notes with two versions. */
export default function SyncPage() {
  const seen = useLive(read, [...KINDS], []);
  return (
    <Page title={s.title} back="/settings">
      {seen && (
        <>
          <State seen={seen} />
          {seen.parked.length > 0 && (
            <Section title={s.needsYou.title}>
              <div class="stack">
                <p class="soft">{s.needsYou.text}</p>
                {seen.parked.map((entry) => (
                  <Parked key={entry.id} entry={entry} />
                ))}
              </div>
            </Section>
          )}
          {seen.torn.map((note) => (
            <OtherVersion key={note.id} note={note} />
          ))}
          {seen.waiting.length > 0 && <WaitingList waiting={seen.waiting} />}
        </>
      )}
    </Page>
  );
}

function State({ seen: { signedIn, waiting, parked } }: { seen: Seen }) {
  const { state, lastAt } = syncStatus.value;
  const said = (): keyof typeof s.states => {
    if (!signedIn) return 'local';
    if (state !== 'idle') return state;
    if (waiting.length > 0) return 'syncing';
    return parked.length > 0 ? 'idle_but' : 'idle';
  };
  return (
    <div class="sync-state">
      <p role="status">{s.states[said()]}</p>
      {signedIn && <p class="soft">{lastAt === null ? s.never : s.lastAt(whenSaid(lastAt))}</p>}
      {signedIn && state !== 'signed_out' && (
        <Button look="quiet" onClick={() => void syncNow()}>
          {s.now}
        </Button>
      )}
    </div>
  );
}

function WaitingList({ waiting }: { waiting: Waiting[] }) {
  return (
    <Section title={s.waiting.title(waiting.length)}>
      <Rows>
        {waiting.slice(0, AT_ONCE).map(({ record, kind, title, done }) => (
          <li key={record}>
            <Row
              title={title || kindName(kind)}
              detail={title ? `${kindName(kind)} · ${s.waiting[done]}` : s.waiting[done]}
            />
          </li>
        ))}
      </Rows>
      {waiting.length > AT_ONCE && <p class="soft">{s.waiting.more(waiting.length - AT_ONCE)}</p>}
    </Section>
  );
}
