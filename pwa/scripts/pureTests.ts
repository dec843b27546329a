import { globSync, readFileSync } from 'node:fs';

/** What a test file that changes something around it would have to name: the globals, a mock, a language, a
 * storage or a hook. */
const CHANGES_SOMETHING =
  /\bvi\b|indexedDB|\/rig'|\/sessionRig'|globalThis|window|document|navigator|anguage|loadFirst|withIdle|(before|after)(Each|All)|import\(|process\.|signal|storage|caches|\.value = /i;

/** Returns the test files of pure rules. They can share a process: to start one takes longer than most of
 * them. */
export function pureTests(): string[] {
  return globSync(
    'src/{contacts,features,lines,prompts,records,texts,ui}/**/*.test.{ts,tsx}',
  ).filter((file) => !CHANGES_SOMETHING.test(readFileSync(file, 'utf8')));
}
