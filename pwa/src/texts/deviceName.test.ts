import { expect, test } from 'vitest';
import vectors from '../../../tests/vectors/device_names.json';
import { deviceName } from './deviceName';

test.each(vectors)('$user_agent is named "$name"', ({ user_agent, name }) => {
  expect(deviceName(user_agent)).toBe(name);
});
