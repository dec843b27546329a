import { expect, test, vi } from 'vitest';
import { allowOwnScripts } from './ownScripts';

test('one policy is made, and it allows only our own files', () => {
  const createPolicy = vi.fn();
  const here = () => 'https://karmadex.example/search';
  allowOwnScripts(undefined, here);
  for (let again = 0; again < 2; again++) allowOwnScripts({ createPolicy }, here);
  expect(createPolicy).toHaveBeenCalledOnce();
  const [name, { createScriptURL }] = createPolicy.mock.calls[0] as [
    string,
    { createScriptURL: (address: string) => string },
  ];
  expect(name).toBe('default');
  for (const own of ['/sw.js', 'https://karmadex.example/assets/worker-1.js'])
    expect(createScriptURL(own)).toBe(own);
  for (const foreign of [
    'https://evil.example/a.js',
    '//evil.example/a.js',
    'http://karmadex.example/sw.js',
    'data:text/javascript,alert(1)',
    'blob:https://evil.example/1',
    'blob:https://karmadex.example/1',
  ])
    expect(() => createScriptURL(foreign)).toThrow(TypeError);
});
