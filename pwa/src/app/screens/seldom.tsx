import type { ComponentType } from 'preact';
import { lazy, Route, Router } from 'preact-iso';
import { withIdleTexts } from '../../texts/idleTexts';
import { NotFound } from '../../ui/NotFound';
import { NotYet } from '../../ui/NotYet';

/** A screen that the phone fetches when it is idle. Opened before that, it needs a network, and says so. */
const idle = <Name extends string>(
  load: () => Promise<Record<Name, ComponentType>>,
  name: Name,
): ComponentType =>
  lazy<ComponentType>(() =>
    withIdleTexts(load)
      .then((screens) => ({ default: screens[name] }))
      .catch(() => ({ default: NotYet })),
  );

const account = () => import('./idle.account');

const evening = () => import('./idle.evening');
const karma = () => import('./idle.karma');
const programs = () => import('./idle.programs');
const shelf = () => import('./idle.shelf');
const trash = () => import('./idle.trash');
const keys = () => import('./idle.keys');
const exchange = () => import('./idle.exchange');
const myCard = () => import('./idle.myCard');

/** These paths begin like those of other screens, so they are in `routes.tsx` as well. */
export const After = idle(evening, 'After');
export const Asked = idle(evening, 'Asked');
export const Before = idle(evening, 'Before');
export const Card = idle(evening, 'Card');
export const Cards = idle(evening, 'Cards');

/** `routes.tsx` tells its path from that of a person's page. */
export const Duplicates = idle(karma, 'Duplicates');
export const Karma = idle(karma, 'Karma');
const Introductions = idle(karma, 'Introductions');
const About = idle(account, 'About');
const Devices = idle(account, 'Devices');
const Activity = idle(keys, 'Activity');
const Forgot = idle(keys, 'Forgot');
const Keys = idle(keys, 'Keys');
const AddressBook = idle(programs, 'AddressBook');
const CalendarFeed = idle(programs, 'CalendarFeed');
const Shelf = idle(shelf, 'Shelf');
const Programs = idle(programs, 'Programs');
const Import = idle(exchange, 'Import');
const MyCard = idle(myCard, 'MyCard');
const Scan = idle(myCard, 'Scan');
const Export = idle(exchange, 'Export');
const Trash = idle(trash, 'Trash');

/** The router of the seldom used screens. It is loaded by itself, so that the first visit loads none of them. */
export function More() {
  return (
    <Router>
      <Route key="/settings/about" path="/settings/about" component={About} />
      <Route key="/settings/devices" path="/settings/devices" component={Devices} />
      <Route key="/karma" path="/karma" component={Karma} />
      <Route key="/karma/introductions" path="/karma/introductions" component={Introductions} />
      <Route key="/settings/address-book" path="/settings/address-book" component={AddressBook} />
      <Route key="/settings/calendar" path="/settings/calendar" component={CalendarFeed} />
      <Route key="/settings/programs" path="/settings/programs" component={Programs} />
      <Route key="/settings/keys" path="/settings/keys" component={Keys} />
      <Route key="/settings/activity" path="/settings/activity" component={Activity} />
      <Route key="/settings/import" path="/settings/import" component={Import} />
      <Route key="/settings/export" path="/settings/export" component={Export} />
      <Route key="/my-card" path="/my-card" component={MyCard} />
      <Route key="/scan" path="/scan" component={Scan} />
      <Route key="/forgot" path="/forgot" component={Forgot} />
      <Route key="/shelf" path="/shelf" component={Shelf} />
      <Route key="/trash" path="/trash" component={Trash} />
      <Route key="*" default component={NotFound} />
    </Router>
  );
}
