import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, lazy, Router, useLocation } from 'preact-iso';
import { t } from '../texts';
import { noteMove } from '../ui/navigation';
import { InPane } from '../ui/pane';
import { Toasts } from '../ui/Toast';
import { behind } from './deferred';
import { lists, routes } from './routes';
import { placeScroll, rememberScroll } from './scroll';
import { Tabs } from './Tabs';
import { listBeside } from './wide';
import './shell.css';

const Notices = lazy<ComponentType>(async () => ({ default: (await behind()).Notices }));

/** The frame of every screen: the scrolling middle, the tabs, and the toast that says what has just happened. */
export function Shell() {
  return (
    <LocationProvider>
      <a class="skip button" href="#main">
        {t.nav.skip}
      </a>
      <div class="app">
        <Beside />
        <Main />
        <footer class="foot">
          <Toasts />
          <ErrorBoundary>
            <Notices />
          </ErrorBoundary>
          <Tabs />
        </footer>
      </div>
    </LocationProvider>
  );
}

/** On a wide window the list stays beside the page that was opened from it. */
function Beside() {
  const { path } = useLocation();
  const name = listBeside(path);
  if (!name) return null;
  const List = lists[name];
  return (
    <section class="pane" key={name} aria-label={t.nav[name]} tabIndex={-1}>
      <InPane.Provider value>
        <ErrorBoundary>
          <List />
        </ErrorBoundary>
      </InPane.Provider>
    </section>
  );
}

/** The router calls it at each move. The window never scrolls, and the call would force a layout. */
globalThis.scrollTo = () => undefined;

let shown = '';
let returned = false;
addEventListener('popstate', (event) => {
  // When Back closes a sheet, the path stays the same.
  returned = event.isTrusted && location.pathname !== shown;
});

function Main() {
  const main = useRef<HTMLElement>(null);
  const { path } = useLocation();
  useLayoutEffect(() => {
    if (main.current) placeScroll(main.current, path, returned);
    returned = false;
    shown = location.pathname;
  }, [path]);
  return (
    <main
      id="main"
      tabIndex={-1}
      ref={main}
      onScroll={(event) => rememberScroll(event.currentTarget.scrollTop)}
    >
      <ErrorBoundary>
        <Router onRouteChange={noteMove}>{routes}</Router>
      </ErrorBoundary>
    </main>
  );
}
