import { number, plural } from './index';

/** Planning and editing events. */
export const planning = {
  title: 'An evening to come',
  save: 'Put it down',
  gather: {
    nobody: 'Everybody you jotted down is at some evening already.',
    save: (n: number) =>
      n === 0
        ? 'Put them here'
        : plural(n, { one: 'Put one here', other: `Put ${number(n)} here` }),
    told: (n: number) =>
      plural(n, { one: 'One more is here.', other: `${number(n)} more are here.` }),
  },
};
