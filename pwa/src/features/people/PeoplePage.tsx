import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ErrorBoundary, lazy, useLocation } from 'preact-iso';
import { t } from '../../texts';
import { withIdleTexts } from '../../texts/idleTexts';
import { karma as k } from '../../texts/karma';
import { people as p } from '../../texts/people';
import { search as s } from '../../texts/search';
import { Button, ButtonLink } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { NotYet } from '../../ui/NotYet';
import { Page } from '../../ui/Page';
import { DuplicatesLink } from '../duplicates/DuplicatesLink';
import { Everybody, useEverybody, useSections } from './Everybody';
import { Letters } from './Letters';
import { addressOf, type Looking, lookingAt } from './looking';
import { PeopleTools } from './PeopleTools';
import './people.css';

type Searched = { default: ComponentType<{ text: string }> };
const Results = lazy<ComponentType<{ text: string }>>(() =>
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
  const [searching, setSearching] = useState(query.find !== undefined);
  const { find: text, order, tag } = looking;
  useEffect(() => {
    void Results.preload();
    // Opened from the search button of the first screen: the user wants to type.
    if (query.find === '') page.current?.querySelector('input')?.focus();
  }, []);
  // A tag tapped on a card opens this page while the list is beside it.
  useEffect(() => {
    if (query.tag !== undefined) setLooking(lookingAt(query));
  }, [query.tag]);
  const remember = () => {
    if (location.pathname === '/people') history.replaceState(null, '', addressOf(looking));
  };
  useEffect(() => {
    // Not at each key press: changing the address takes a slow phone as long as the search.
    const settled = setTimeout(remember, 300);
    return () => clearTimeout(settled);
  }, [looking]);
  const look = (other: Partial<Looking>) => setLooking({ ...looking, ...other });
  const list = (other: Partial<Looking>) => {
    page.current?.closest('main, .pane')?.scrollTo(0, 0);
    look(other);
  };
  const known = useEverybody();
  const sections = useSections(known, order, tag);
  return (
    <div ref={page} class="people">
      <Page
        title={searching ? s.field : p.title}
        actions={
          searching ? (
            <Button
              onClick={() => {
                look({ find: '' });
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
            {!searching && order === 'name' && sections.length > 1 && (
              <Letters sections={sections} />
            )}
            <Field
              label={s.field}
              type="search"
              placeholder={s.hint}
              value={text}
              onText={(find) => {
                look({ find });
                setSearching(true);
              }}
              onFocus={() => setSearching(true)}
              onBlur={remember}
              onKeyDown={(event) => {
                if (event.isComposing || !['Enter', 'ArrowDown'].includes(event.key)) return;
                event.preventDefault();
                page.current?.querySelector<HTMLElement>('.content .row')?.focus();
              }}
              autoComplete="off"
              enterkeyhint="search"
            />
          </>
        }
      >
        {searching ? (
          <ErrorBoundary>
            <Results text={text} />
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
              <Everybody known={known} sections={sections} isFiltered={tag !== null} />
            </>
          )
        )}
      </Page>
    </div>
  );
}
