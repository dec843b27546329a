import { type Signal, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ErrorBoundary, lazy, useLocation } from 'preact-iso';
import { t } from '../../texts';
import { withIdleTexts } from '../../texts/idleTexts';
import { karma as k } from '../../texts/karma';
import { people as p } from '../../texts/people';
import { search as s } from '../../texts/search';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { useSettled } from '../../ui/Later';
import { NotYet } from '../../ui/NotYet';
import { Page } from '../../ui/Page';
import { DuplicatesLink } from '../duplicates/DuplicatesLink';
import { Everybody, useEverybody, useSections } from './Everybody';
import { Letters } from './Letters';
import { addressOf, type Looking, lookingAt } from './looking';
import { PeopleTools } from './PeopleTools';
import './people.css';

type Searched = { default: ComponentType<{ find: Signal<string> }> };
const Results = lazy<ComponentType<{ find: Signal<string> }>>(() =>
  withIdleTexts(() => import('../search/idle.results')).catch(
    (): Searched => ({ default: NotYet }),
  ),
);

/**
 * The list of people, and the search field below it. The query is in the address, so that it is still there
 * when the user comes back from a result.
 */
export default function PeoplePage() {
  const page = useRef<HTMLDivElement>(null);
  const { query } = useLocation();
  const [looking, setLooking] = useState<Looking>(() => lookingAt(query));
  // In a signal: a key press renders the field and the results, but not the page.
  const find = useMemo(() => signal(query.find ?? ''), []);
  const [searching, setSearching] = useState(query.find !== undefined);
  const { order, tag } = looking;
  useEffect(() => {
    void Results.preload();
    // Opened from the search button of the first screen: the user wants to type.
    if (query.find === '') page.current?.querySelector('input')?.focus();
  }, []);
  // A tag tapped on a card opens this page while the list is beside it.
  useEffect(() => {
    if (query.tag === undefined) return;
    setLooking(lookingAt(query));
    find.value = query.find ?? '';
  }, [query.tag]);
  const remember = () => {
    if (location.pathname === '/people')
      history.replaceState(null, '', addressOf({ ...looking, find: find.peek() }));
  };
  useEffect(() => {
    let settled: ReturnType<typeof setTimeout> | undefined;
    const stop = find.subscribe(() => {
      // Not at each key press: changing the address takes a slow phone as long as the search.
      clearTimeout(settled);
      settled = setTimeout(remember, 300);
    });
    return () => {
      stop();
      clearTimeout(settled);
    };
  }, [looking]);
  const look = (other: Partial<Looking>) => setLooking({ ...looking, ...other });
  const list = (other: Partial<Looking>) => {
    page.current?.closest('main, .pane')?.scrollTo(0, 0);
    look(other);
  };
  const known = useEverybody();
  // The tapped chip is pressed in the first frame; the list is sorted after it.
  const [drawn, drawnTag] = [useSettled(order), useSettled(tag)];
  const sections = useSections(known, drawn, drawnTag);
  return (
    <div ref={page} class="people">
      <Page
        title={searching ? s.field : p.title}
        actions={
          searching ? (
            <Button
              onClick={() => {
                find.value = '';
                setSearching(false);
              }}
            >
              {t.common.done}
            </Button>
          ) : (
            <>
              {known && <DuplicatesLink people={known.everybody} />}
              <ButtonLink href="/karma" title={k.about}>
                {k.title}
              </ButtonLink>
            </>
          )
        }
        reach={
          <>
            {!searching && drawn === 'name' && sections.length > 1 && (
              <Letters sections={sections} />
            )}
            <SearchField
              find={find}
              onSearch={() => setSearching(true)}
              onBlur={remember}
              onFound={() => page.current?.querySelector<HTMLElement>('.content .row')?.focus()}
            />
          </>
        }
      >
        {searching ? (
          <ErrorBoundary>
            <Results find={find} />
          </ErrorBoundary>
        ) : (
          known && (
            <>
              {known.shown.length > 1 && (
                <PeopleTools
                  people={known.shown}
                  order={order}
                  tag={tag}
                  onOrder={(order) => list({ order })}
                  onTag={(tag) => list({ tag })}
                />
              )}
              <Everybody known={known} sections={sections} isFiltered={drawnTag !== null} />
            </>
          )
        )}
      </Page>
    </div>
  );
}

type SearchProps = {
  find: Signal<string>;
  onSearch: () => void;
  onBlur: () => void;
  /** Moves the focus to the first result. */
  onFound: () => void;
};

function SearchField({ find, onSearch, onBlur, onFound }: SearchProps) {
  return (
    <Field
      label={s.field}
      type="search"
      placeholder={s.hint}
      value={find.value}
      onText={(text) => {
        find.value = text;
        onSearch();
      }}
      onFocus={onSearch}
      onBlur={onBlur}
      onKeyDown={(event) => {
        if (event.isComposing || !['Enter', 'ArrowDown'].includes(event.key)) return;
        event.preventDefault();
        onFound();
      }}
      autoComplete="off"
      enterkeyhint="search"
    />
  );
}
