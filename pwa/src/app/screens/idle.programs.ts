/** The address book, the calendar, and tokens for other programs. Set up once, with a network. */
export { default as AddressBook } from '../../features/programs/AddressBookPage';
export { default as CalendarFeed } from '../../features/programs/CalendarPage';
export { default as Programs } from '../../features/programs/ProgramsPage';
