import { expect, test } from 'vitest';
import { SERVER_ONLY } from './serverOnly';

const isServers = (path: string) => SERVER_ONLY.some((each) => each.test(path));

test('paths of the server are not handled by the app', () => {
  const theirs = ['/api/v1/sync', '/healthz', '/readyz', '/dav/', '/calendar/secret.ics'];
  expect([...theirs, '/.well-known/carddav'].filter((path) => !isServers(path))).toEqual([]);
});

test('every screen of the app is available offline', () => {
  const screens = ['/', '/people', '/people/api', '/settings/calendar', '/davos', '/healthzy'];
  expect(screens.filter(isServers)).toEqual([]);
});
