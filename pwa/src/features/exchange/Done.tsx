import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useLive } from '../../editing/useLive';
import { exchange as x } from '../../texts/exchange';
import { Button } from '../../ui/Button';
import { Section } from '../../ui/Page';
import { Row, Rows } from '../../ui/Row';
import { whenSaid } from '../sync/instantText';
import { type Import, imports } from './importState';
import { takeBack } from './takeBack';

const came = ({ what, count }: Import): string =>
  what === 'people' ? x.done(count) : x.doneRecords;

/** Says what was imported, with a button to undo it. */
export function Done({
  one,
  stayed,
  children,
}: {
  one: Import;
  stayed: number | undefined;
  children: ComponentChildren;
}) {
  const { state, what } = one;
  const lost = useLive(
    async (store) => {
      const wanted = new Set(one.back);
      const gone = (await store.trash()).filter(({ id }) => wanted.has(id));
      return gone.flatMap((row) =>
        row.kind === 'person' ? (row.fields.name ?? row.fields.known_for ?? '') : [],
      );
    },
    ['person'],
    [one.at],
  );
  if (state === 'taken_back')
    return (
      <>
        <p role="status">{x.takenBack}.</p>
        {stayed ? <p>{x.stayed(stayed)}</p> : null}
        <div class="cluster">{children}</div>
      </>
    );
  return (
    <>
      <p role="status">{came(one)}.</p>
      {what === 'people' && <p class="soft">{x.place}</p>}
      {lost && lost.length > 0 && (
        <p>
          {x.notBack} {lost.join(', ')}
        </p>
      )}
      <div class="cluster">
        {children}
        <Button look="quiet" onClick={() => void takeBack(one)}>
          {x.takeBack}
        </Button>
      </div>
    </>
  );
}

/** Lists earlier imports. One that is still running is left out. */
export function Before() {
  const [all, setAll] = useState<Import[]>([]);
  useEffect(() => {
    imports().then(
      (found) => setAll(found.filter(({ state }) => state !== 'running')),
      () => undefined,
    );
  }, []);
  if (!all.length) return null;
  return (
    <Section title={x.before}>
      <Rows>
        {all.map((one) => (
          <li key={one.at}>
            <Row
              title={one.name}
              detail={[one.state === 'taken_back' ? x.takenBack : came(one), whenSaid(one.at)].join(
                ' · ',
              )}
              aside={
                one.state === 'done' && (
                  <Button
                    look="quiet"
                    aria-label={x.takeBackOf(one.name)}
                    onClick={() => void takeBack(one)}
                  >
                    {x.takeBack}
                  </Button>
                )
              }
            />
          </li>
        ))}
      </Rows>
    </Section>
  );
}
