/** What is set up once, with a network: the address book, the calendar, keys for other programs. */
export { default as AddressBook } from '../../features/programs/AddressBookPage';
export { default as CalendarFeed } from '../../features/programs/CalendarPage';
export { default as Programs } from '../../features/programs/ProgramsPage';
