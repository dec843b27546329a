import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../texts';
import { exchange as x } from '../../texts/exchange';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { Switch } from '../../ui/Switch';
import { Columns } from './Columns';
import { begin } from './importing';
import { stage } from './importState';
import type { Preview, Seen, Source } from './protocol';

type Props = { source: Source; preview: Preview; takenBack: string[] };

/** Shows what is in a file before anything is imported. */
export function PreviewPage({ source, preview, takenBack }: Props) {
  const { counts, shown, gone, table, unread } = preview;
  const [again, setAgain] = useState<ReadonlySet<string>>(new Set(takenBack));
  const isPeople = preview.what === 'people';
  const back = gone.filter(([id]) => again.has(id)).flat();
  const comes = counts.fresh + again.size;
  const hasAny = preview.ids.length + back.length > 0;
  return (
    <Page
      title={x.look}
      back="/settings"
      actions={
        <Button
          onClick={() => {
            stage.value = { at: 'choose' };
          }}
        >
          {t.common.cancel}
        </Button>
      }
      reach={
        hasAny && (
          <Button look="primary" wide onClick={() => void begin(source, preview, back)}>
            {isPeople ? x.bring(comes) : x.bringRecords}
          </Button>
        )
      }
    >
      {/* As a heading, a long name of a file would be broken in the middle of a word. */}
      <p class="soft">{source.name}</p>
      {!hasAny && <p role="status">{x.nothingNew}</p>}
      {table && (table.form === 'table' ? <Columns source={source} table={table} /> : null)}
      {!isPeople && counts.fresh > 0 && <p>{x.records(counts.fresh)}</p>}
      {!isPeople && counts.known > 0 && <p class="soft">{x.recordsKnown(counts.known)}</p>}
      {isPeople && <Sort title={x.counts.fresh} count={counts.fresh} people={shown.fresh} open />}
      {isPeople && (
        <Sort title={x.counts.alike} count={counts.alike} people={shown.alike} say={x.sameAs}>
          <p class="soft">{x.alikeHint}</p>
        </Sort>
      )}
      {isPeople && <Sort title={x.counts.known} count={counts.known} people={shown.known} />}
      <Sort
        title={x.counts.deleted}
        count={counts.deleted}
        people={shown.deleted}
        ticked={(index) => again.has(gone[index]?.[0] ?? '')}
        onTick={(index, on) => {
          const [id = ''] = gone[index] ?? [];
          setAgain(new Set(on ? [...again, id] : [...again].filter((each) => each !== id)));
        }}
      >
        {counts.deleted > 1 && (
          <Switch
            label={x.bringBack}
            on={again.size === gone.length}
            onSwitch={(on) => setAgain(new Set(on ? gone.map(([id]) => id) : []))}
          />
        )}
      </Sort>
      {counts.unread > 0 && (
        <details class="fold">
          <summary>{x.counts.unread(counts.unread)}</summary>
          <Rows>
            {unread.map(({ at, text, why }) => (
              <li key={`${at} ${text}`}>
                <Row
                  title={text}
                  detail={[at && x.line(at), x.reasons[why]].filter(Boolean).join(' · ')}
                />
              </li>
            ))}
          </Rows>
          {counts.unread > unread.length && (
            <p class="soft">{x.more(counts.unread - unread.length)}</p>
          )}
        </details>
      )}
      {isPeople && (
        <p class="soft">
          {[
            counts.again && x.again(counts.again),
            counts.cut && x.cut(counts.cut),
            counts.short && x.short(counts.short),
            counts.photos && x.photos(counts.photos),
            hasAny && x.keptWhole,
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
      )}
    </Page>
  );
}

type SortProps = {
  title: (count: number) => string;
  count: number;
  people: readonly Seen[];
  open?: boolean;
  /** Formats the detail of a line. */
  say?: (detail: string) => string;
  /** Makes each of them a checkbox. */
  ticked?: (index: number) => boolean;
  onTick?: (index: number, on: boolean) => void;
  children?: ComponentChildren;
};

function Sort({
  title,
  count,
  people,
  open = false,
  say = (detail) => detail,
  ticked = () => false,
  onTick,
  children,
}: SortProps) {
  if (!count) return null;
  return (
    <details class="fold" open={open && count <= 5}>
      <summary>{title(count)}</summary>
      {children}
      <Rows>
        {people.map((person, index) => (
          <li key={index}>
            {onTick ? (
              <Switch
                label={person.title}
                hint={person.detail}
                on={ticked(index)}
                onSwitch={(on) => onTick(index, on)}
              />
            ) : (
              <Row title={person.title} detail={person.detail && say(person.detail)} />
            )}
          </li>
        ))}
      </Rows>
      {count > people.length && <p class="soft">{x.more(count - people.length)}</p>}
    </details>
  );
}
