import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ErrorBoundary, lazy, useLocation } from 'preact-iso';
import { t } from '../../texts';
import { withIdleTexts } from '../../texts/idleTexts';
import { people as p } from '../../texts/people';
import { search as s } from '../../texts/search';
import { Button } from '../../ui/Button';
import { Field } from '../../ui/Field';
import { NotYet } from '../../ui/NotYet';
import { Page } from '../../ui/Page';
import { Everybody } from './Everybody';
import './people.css';

type Searched = { default: ComponentType<{ text: string }> };
const Results = lazy<ComponentType<{ text: string }>>(() =>
  withIdleTexts(() => import('../search/idle.results')).catch(
    (): Searched => ({ default: NotYet }),
  ),
);

/**
 * Everybody; and the field below them, which looks through everything there is. What was asked stays in
 * the address, for who comes back from a finding.
 */
export default function PeoplePage() {
  const [text, setText] = useState(useLocation().query.find ?? '');
  const [searching, setSearching] = useState(text !== '');
  useEffect(() => {
    void Results.preload();
  }, []);
  const remember = () => {
    const address = text ? `/people?find=${encodeURIComponent(text)}` : '/people';
    if (location.pathname === '/people') history.replaceState(null, '', address);
  };
  useEffect(() => {
    // Not at each keystroke: an address that changes costs a slow phone as much as the answer.
    const settled = setTimeout(remember, 300);
    return () => clearTimeout(settled);
  }, [text]);
  const find = (typed: string) => {
    setText(typed);
    setSearching(true);
  };
  const done = () => {
    find('');
    setSearching(false);
  };
  return (
    <Page
      title={searching ? s.field : p.title}
      actions={searching && <Button onClick={done}>{t.common.done}</Button>}
      reach={
        <Field
          label={s.field}
          type="search"
          placeholder={s.hint}
          value={text}
          onText={find}
          onFocus={() => setSearching(true)}
          onBlur={remember}
          autoComplete="off"
          enterkeyhint="search"
        />
      }
    >
      {searching ? (
        <ErrorBoundary>
          <Results text={text} />
        </ErrorBoundary>
      ) : (
        <Everybody />
      )}
    </Page>
  );
}
