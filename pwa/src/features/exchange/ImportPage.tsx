import { useEffect, useLayoutEffect } from 'preact/hooks';
import { exchange as x } from '../../texts/exchange';
import { Button, ButtonLink } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { readEvening } from '../events/eveningCode';
import { Choose } from './Choose';
import { Before, Done } from './Done';
import { Events } from './Events';
import { look, resume, takeShared } from './importing';
import { type Stage, stage } from './importState';
import { PreviewPage } from './Preview';
import './exchange.css';

/** Imports people: choose a file, look at the preview, import; and undo it. */
export default function ImportPage() {
  useEffect(() => {
    takeEvening();
    void resume()
      .then(takeShared)
      .catch(() => undefined);
    // A finished result is not shown again.
    return () => {
      const { at } = stage.peek();
      if (at === 'done' || at === 'events') stage.value = { at: 'choose' };
    };
  }, []);
  useDropped();
  const now = stage.value;
  if (now.at === 'preview') return <PreviewPage key={now.source.name} {...now} />;
  if (now.at === 'choose')
    return (
      <Choose trouble={now.trouble}>
        <Before />
      </Choose>
    );
  return (
    <Page title={x.title} back="/settings">
      {now.at === 'reading' && <p role="status">{x.reading(now.name)}</p>}
      {(now.at === 'importing' || now.at === 'takingBack') && <Progress stage={now} />}
      {now.at === 'events' && <Events events={now.events} />}
      {now.at === 'done' && (
        <Done one={now.import} stayed={now.stayed}>
          <ButtonLink look="primary" href="/people">
            {x.toPeople}
          </ButtonLink>
          <Button
            onClick={() => {
              stage.value = { at: 'choose' };
            }}
          >
            {x.another}
          </Button>
        </Done>
      )}
    </Page>
  );
}

/** Takes the event from a scanned code: it is in the fragment of the address. */
function takeEvening(): void {
  const fields = readEvening(location.href);
  if (!fields) return;
  history.replaceState(null, '', location.pathname);
  stage.value = { at: 'events', events: [{ fields, isFloating: false, isRepeated: false }] };
}

/** Returns the progress in percent. A count of records would be taken for one of people, who may have several. */
const percent = (done: number, total: number): string =>
  new Intl.NumberFormat(document.documentElement.lang, { style: 'percent' }).format(done / total);

type Under = Extract<Stage, { at: 'importing' | 'takingBack' }>;

function Progress({ stage: now }: { stage: Under }) {
  const { at, done, total } = now;
  const people = now.at === 'importing' ? now.people : undefined;
  const comes = people === undefined ? x.importing : x.pictures;
  return (
    <div class="stack">
      {people !== undefined && <p role="status">{x.done(people)}.</p>}
      <label class="stack">
        {at === 'importing' ? comes : x.takingBack}
        <progress {...(total > 0 && { max: total, value: done })} />
      </label>
      <p class="soft">{total > 0 && (people === undefined ? percent : x.progress)(done, total)}</p>
      {at === 'importing' && <p class="soft">{x.leave}</p>}
    </div>
  );
}

/** Accepts files that are dropped anywhere, or pasted outside of a field, as soon as the screen is shown. */
function useDropped(): void {
  useLayoutEffect(() => {
    const take = (event: Event, file: File | undefined): void => {
      if (!file || ['importing', 'takingBack'].includes(stage.peek().at)) return;
      event.preventDefault();
      void look({ file, name: file.name });
    };
    const over = (event: Event) => event.preventDefault();
    const drop = (event: DragEvent) => take(event, event.dataTransfer?.files[0]);
    const paste = (event: ClipboardEvent) => take(event, event.clipboardData?.files[0]);
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    addEventListener('paste', paste);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
      removeEventListener('paste', paste);
    };
  }, []);
}
