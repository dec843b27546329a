/**
 * The lists of people and events, and the pages opened from them. One file together weighs less than one
 * each.
 */
export { default as Event } from '../../features/events/EventPage';
export { default as Events } from '../../features/events/EventsPage';
export { default as Note } from '../../features/notes/NotePage';
export { default as Chosen } from '../../features/people/NothingChosen';
export { default as People } from '../../features/people/PeoplePage';
export { default as Person } from '../../features/people/PersonPage';
