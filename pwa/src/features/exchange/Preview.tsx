import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../../texts';
import { exchange as x } from '../../texts/exchange';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { Switch } from '../../ui/Switch';
import { Columns } from './Columns';
import { begin, stage } from './importing';
import type { Preview, Seen, Source } from './protocol';

type Props = { source: Source; preview: Preview; takenBack: number };

/** What is in a file, before anybody comes in. */
export function PreviewPage({ source, preview, takenBack }: Props) {
  const { counts, shown, gone, table, unread } = preview;
  const [bringsBack, setBringsBack] = useState(takenBack > 0);
  const isPeople = preview.what === 'people';
  const back = bringsBack ? gone : [];
  const comes = counts.fresh + (bringsBack ? counts.deleted : 0);
  const hasAny = preview.ids.length + back.length > 0;
  return (
    <Page
      title={x.preview(source.name)}
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
      <Sort title={x.counts.deleted} count={counts.deleted} people={shown.deleted}>
        <Switch label={x.bringBack} on={bringsBack} onSwitch={setBringsBack} />
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
            counts.photos && x.photos(counts.photos),
            x.keptWhole,
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
  /** What the detail of a line says. */
  say?: (detail: string) => string;
  children?: ComponentChildren;
};

function Sort({
  title,
  count,
  people,
  open = false,
  say = (detail) => detail,
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
            <Row title={person.title} detail={person.detail && say(person.detail)} />
          </li>
        ))}
      </Rows>
      {count > people.length && <p class="soft">{x.more(count - people.length)}</p>}
    </details>
  );
}
