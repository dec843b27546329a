import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ErrorBoundary, LocationProvider, lazy, Router, useLocation } from 'preact-iso';
import { t } from '../texts';
import { noteMove } from '../ui/navigation';
import { Toasts } from '../ui/Toast';
import { behind } from './deferred';
import { routes } from './routes';
import { placeScroll, rememberScroll } from './scroll';
import { Tabs } from './Tabs';
import './shell.css';

const Notices = lazy<ComponentType>(async () => ({ default: (await behind()).Notices }));

/** What stands around every screen: the scrolling middle, the tabs, and the line that tells what happened. */
export function Shell() {
  return (
    <LocationProvider>
      <a class="skip button" href="#main">
        {t.nav.skip}
      </a>
      <div class="app">
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

let returned = false;
addEventListener('popstate', (event) => {
  returned = event.isTrusted;
});

function Main() {
  const main = useRef<HTMLElement>(null);
  const { path } = useLocation();
  useLayoutEffect(() => {
    if (main.current) placeScroll(main.current, path, returned);
    returned = false;
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
