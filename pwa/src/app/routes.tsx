import type { ComponentType } from 'preact';
import { lazy, Route } from 'preact-iso';
import { Capture } from '../features/capture/CapturePage';
import { NotFound, NotLoaded } from './NotFound';

type Screen = { default: ComponentType };

/** Every `features/<room>/<Name>Page.tsx` is a screen of its own chunk, with the component as its default export. */
const screens = import.meta.glob<Screen>(['../features/*/*Page.tsx', '!../features/capture/*']);

/** A chunk that does not arrive must not leave a blank page, nor be given up for good. */
function screen(file: string): ComponentType {
  const load = screens[`../features/${file}.tsx`];
  return lazy<ComponentType>(() =>
    load ? load().catch(() => ({ default: NotLoaded })) : Promise.resolve({ default: NotFound }),
  );
}

const People = screen('people/PeoplePage');
const Person = screen('people/PersonPage');
const Events = screen('events/EventsPage');
const Event = screen('events/EventPage');
const Note = screen('notes/NotePage');
const Followups = screen('followups/FollowupsPage');
const Settings = screen('account/SettingsPage');
const Devices = screen('account/DevicesPage');
const SignIn = screen('account/SignInPage');
const SignUp = screen('account/SignUpPage');
const Sync = screen('sync/SyncPage');

export const routes = [
  <Route key="/" path="/" component={Capture} />,
  <Route key="/people" path="/people" component={People} />,
  <Route key="/people/:id" path="/people/:id" component={Person} />,
  <Route key="/events" path="/events" component={Events} />,
  <Route key="/events/:id" path="/events/:id" component={Event} />,
  <Route key="/notes/:id" path="/notes/:id" component={Note} />,
  <Route key="/followups" path="/followups" component={Followups} />,
  <Route key="/settings" path="/settings" component={Settings} />,
  <Route key="/settings/devices" path="/settings/devices" component={Devices} />,
  <Route key="/sign-in" path="/sign-in" component={SignIn} />,
  <Route key="/sign-up" path="/sign-up" component={SignUp} />,
  <Route key="/sync" path="/sync" component={Sync} />,
  <Route key="*" default component={NotFound} />,
];
