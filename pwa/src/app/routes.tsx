import type { ComponentType } from 'preact';
import { lazy, Route, useLocation } from 'preact-iso';
import { Capture } from '../features/capture/CapturePage';
import { withTexts } from '../texts/language';
import { NotLoaded } from '../ui/NotLoaded';
import { listBeside } from './wide';

/** A screen that is loaded when it is opened. If loading fails, a message is shown instead of a blank page. */
const screen = <Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): ComponentType =>
  lazy<ComponentType>(() =>
    withTexts(load)
      .then((screens) => ({ default: screens[name] }))
      .catch(() => ({ default: NotLoaded })),
  );

const met = () => import('./screens/met');
const settings = () => import('./screens/settings');
const more = () => import('./screens/seldom');

const People = screen(met, 'People');
const Chosen = screen(met, 'Chosen');
const Person = screen(met, 'Person');
const Events = screen(met, 'Events');
const Event = screen(met, 'Event');
const Before = screen(more, 'Before');
const After = screen(more, 'After');
const Cards = screen(more, 'Cards');
const Card = screen(more, 'Card');
const Asked = screen(more, 'Asked');
const Note = screen(met, 'Note');
const Followups = screen(() => import('../features/followups/FollowupsPage'), 'default');
const Settings = screen(settings, 'Settings');
const SignIn = screen(settings, 'SignIn');
const SignUp = screen(settings, 'SignUp');
const Sync = screen(settings, 'Sync');
const More = screen(more, 'More');
const Duplicates = screen(more, 'Duplicates');

/** The lists that stay beside a page on a wide window. */
export const lists = { people: People, events: Events };

/** The route of a list. When the list itself stands beside, the page is empty. */
const orBeside = (List: ComponentType): ComponentType =>
  function Listed() {
    const { path } = useLocation();
    return listBeside(path) ? <Chosen /> : <List />;
  };
const PeopleScreen = orBeside(People);
const EventsScreen = orBeside(Events);

export const routes = [
  <Route key="/" path="/" component={Capture} />,
  <Route key="/people" path="/people" component={PeopleScreen} />,
  // These must be before `/people/:id`, which would match them.
  <Route key="/people/doubles" path="/people/doubles" component={Duplicates} />,
  <Route key="/people/:id" path="/people/:id" component={Person} />,
  <Route key="/events" path="/events" component={EventsScreen} />,
  <Route key="/events/:id" path="/events/:id" component={Event} />,
  <Route key="/events/:id/before" path="/events/:id/before" component={Before} />,
  <Route key="/events/:id/after" path="/events/:id/after" component={After} />,
  <Route key="/cards" path="/cards" component={Cards} />,
  <Route key="/cards/asked" path="/cards/asked" component={Asked} />,
  <Route key="/cards/:id" path="/cards/:id" component={Card} />,
  <Route key="/notes/:id" path="/notes/:id" component={Note} />,
  <Route key="/followups" path="/followups" component={Followups} />,
  <Route key="/settings" path="/settings" component={Settings} />,
  <Route key="/sign-in" path="/sign-in" component={SignIn} />,
  <Route key="/sign-up" path="/sign-up" component={SignUp} />,
  <Route key="/sync" path="/sync" component={Sync} />,
  <Route key="*" path="*" component={More} />,
];
