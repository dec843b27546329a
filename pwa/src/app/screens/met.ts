/** The people one has met, and what one goes to from them. In one file: it weighs less so. */
export { default as Event } from '../../features/events/EventPage';
export { default as Events } from '../../features/events/EventsPage';
export { default as Note } from '../../features/notes/NotePage';
export { default as Chosen } from '../../features/people/NothingChosen';
export { default as People } from '../../features/people/PeoplePage';
export { default as Person } from '../../features/people/PersonPage';
