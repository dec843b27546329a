import type { ComponentType } from 'preact';
import { lazy, Route } from 'preact-iso';
import { Capture } from '../features/capture/CapturePage';
import { NotFound, NotLoaded } from './NotFound';
import { laterWords } from './texts/language';

type Screen = { default: ComponentType };

/** A screen in a chunk of its own. One that does not arrive must not leave a blank page. */
const screen = (load: () => Promise<Screen>): ComponentType =>
  lazy<ComponentType>(() => laterWords(load).catch(() => ({ default: NotLoaded })));

const People = screen(() => import('../features/people/PeoplePage'));
const Person = screen(() => import('../features/people/PersonPage'));
const Doubles = screen(() => import('../features/doubles/DoublesPage'));
const Events = screen(() => import('../features/events/EventsPage'));
const Event = screen(() => import('../features/events/EventPage'));
const Before = screen(() => import('../features/evening/BeforePage'));
const After = screen(() => import('../features/evening/AfterPage'));
const Cards = screen(() => import('../features/cards/CardsPage'));
const Card = screen(() => import('../features/cards/CardPage'));
const Asked = screen(() => import('../features/cards/AskedPage'));
const Karma = screen(() => import('../features/karma/KarmaPage'));
const Introductions = screen(() => import('../features/karma/IntroductionsPage'));
const Note = screen(() => import('../features/notes/NotePage'));
const Followups = screen(() => import('../features/followups/FollowupsPage'));
const Settings = screen(() => import('../features/account/SettingsPage'));
const Devices = screen(() => import('../features/account/DevicesPage'));
const Trash = screen(() => import('../features/trash/TrashPage'));
const SignIn = screen(() => import('../features/account/SignInPage'));
const SignUp = screen(() => import('../features/account/SignUpPage'));
const Sync = screen(() => import('../features/sync/SyncPage'));

export const routes = [
  <Route key="/" path="/" component={Capture} />,
  <Route key="/people" path="/people" component={People} />,
  <Route key="/people/doubles" path="/people/doubles" component={Doubles} />,
  <Route key="/people/:id" path="/people/:id" component={Person} />,
  <Route key="/events" path="/events" component={Events} />,
  <Route key="/events/:id" path="/events/:id" component={Event} />,
  <Route key="/events/:id/before" path="/events/:id/before" component={Before} />,
  <Route key="/events/:id/after" path="/events/:id/after" component={After} />,
  <Route key="/cards" path="/cards" component={Cards} />,
  <Route key="/cards/asked" path="/cards/asked" component={Asked} />,
  <Route key="/cards/:id" path="/cards/:id" component={Card} />,
  <Route key="/karma" path="/karma" component={Karma} />,
  <Route key="/karma/introductions" path="/karma/introductions" component={Introductions} />,
  <Route key="/notes/:id" path="/notes/:id" component={Note} />,
  <Route key="/followups" path="/followups" component={Followups} />,
  <Route key="/settings" path="/settings" component={Settings} />,
  <Route key="/settings/devices" path="/settings/devices" component={Devices} />,
  <Route key="/trash" path="/trash" component={Trash} />,
  <Route key="/sign-in" path="/sign-in" component={SignIn} />,
  <Route key="/sign-up" path="/sign-up" component={SignUp} />,
  <Route key="/sync" path="/sync" component={Sync} />,
  <Route key="*" default component={NotFound} />,
];
