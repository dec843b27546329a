import { beforeEach, expect, test, vi } from 'vitest';
import { goBack } from './goBack';

const history = { state: null, back: vi.fn(), pushState: vi.fn(), replaceState: vi.fn() };
const before = { index: 0, url: 'https://karmadex.example/people?order=name', sameDocument: true };
const navigation = {
  canGoBack: true,
  currentEntry: { index: 1, url: null, sameDocument: true },
  entries: () => [before, navigation.currentEntry],
};

beforeEach(() => {
  vi.clearAllMocks();
  Object.assign(before, { sameDocument: true });
  navigation.canGoBack = true;
  vi.stubGlobal('history', history);
  vi.stubGlobal('window', { navigation });
  vi.stubGlobal('dispatchEvent', vi.fn());
  vi.stubGlobal('PopStateEvent', Event);
});

test('going back leads to the previous page', () => {
  goBack('/');
  expect(history.back).toHaveBeenCalledOnce();
  expect(history.replaceState).not.toHaveBeenCalled();
});

test('after a full load the previous page is shown without a reload, so that messages stay', () => {
  before.sameDocument = false;
  goBack('/');
  expect(history.back).not.toHaveBeenCalled();
  expect(history.replaceState).toHaveBeenCalledWith(null, '', '/people?order=name');
});

test('without a previous page the fallback is shown', () => {
  navigation.canGoBack = false;
  goBack('/events');
  expect(history.replaceState).toHaveBeenCalledWith(null, '', '/events');
});
