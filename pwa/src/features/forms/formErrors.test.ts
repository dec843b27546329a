import { expect, test } from 'vitest';
import { Problem } from '../../data/problem';
import { account as a } from '../../texts/account';
import { deleteAccount as d } from '../../texts/idle';
import { formErrorsOf } from './formErrors';

const refused = (status: number, ...errors: [field: string, detail: string][]) =>
  new Problem(
    status,
    'no',
    errors.map(([field, detail]) => ({ field, detail })),
  );

test('what is wrong with a field stands below it, in our words where we have some', () => {
  const { fields, whole } = formErrorsOf(
    refused(422, ['email', 'value error, no mail address'], ['timezone', 'not known']),
  );
  expect(fields).toEqual({ email: a.wrong.email, timezone: 'not known' });
  expect(whole).toBeUndefined();
});

test('what a status means on this form is said about the whole', () => {
  const taken = refused(409, ['email', 'somebody has an account with this address']);
  expect(formErrorsOf(taken, { 409: a.signUp.taken })).toEqual({
    fields: {},
    whole: a.signUp.taken,
  });
});

test('without a network, and when the server fails, nothing is blamed on the user', () => {
  expect(formErrorsOf(refused(0)).whole).toBe(a.offline);
  expect(formErrorsOf(refused(500)).whole).toBe(a.failed);
  expect(formErrorsOf(new Error('anything')).whole).toBe(a.failed);
});

test('whoever tried too often, or among too many, is asked to wait, and not blamed', () => {
  expect(formErrorsOf(refused(429), { 401: a.signIn.wrong }).whole).toBe(a.busy);
  expect(formErrorsOf(refused(503)).whole).toBe(a.busy);
});

test('a password that is wrong is told from a session that has ended', () => {
  const words = { wrong_password: d.wrong };
  const wrong = new Problem(401, 'no', [], 'wrong_password');
  expect(formErrorsOf(wrong, words).whole).toBe(d.wrong);
  expect(formErrorsOf(refused(401), words).whole).toBe(a.expired);
});
