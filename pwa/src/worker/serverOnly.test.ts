import { expect, test } from 'vitest';
import { SERVER_ONLY } from './serverOnly';

const isServers = (path: string) => SERVER_ONLY.some((each) => each.test(path));

test('what the server answers itself is left to it: the contract names these', () => {
  const theirs = ['/api/v1/sync', '/healthz', '/readyz', '/dav/', '/calendar/secret.ics'];
  expect([...theirs, '/.well-known/carddav'].filter((path) => !isServers(path))).toEqual([]);
});

test('every screen of the app is there offline, whatever it is called', () => {
  const screens = ['/', '/people', '/people/api', '/settings/calendar', '/davos', '/healthzy'];
  expect(screens.filter(isServers)).toEqual([]);
});
