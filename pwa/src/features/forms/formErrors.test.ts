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

test('the error of a field is below the field, in the words of the app where there are any', () => {
  const { fields, whole } = formErrorsOf(
    refused(422, ['email', 'value error, no mail address'], ['timezone', 'not known']),
  );
  expect(fields).toEqual({ email: a.wrong.email, timezone: 'not known' });
  expect(whole).toBeUndefined();
});

test('an error status is explained for the whole form', () => {
  const taken = refused(409, ['email', 'somebody has an account with this address']);
  expect(formErrorsOf(taken, { 409: a.signUp.taken })).toEqual({
    fields: {},
    whole: a.signUp.taken,
  });
});

test('without a network, or after a server error, the user is not blamed', () => {
  expect(formErrorsOf(refused(0)).whole).toBe(a.offline);
  expect(formErrorsOf(refused(500)).whole).toBe(a.failed);
  expect(formErrorsOf(new Error('anything')).whole).toBe(a.failed);
});

test('after too many tries, or with too many users, the form asks to wait, and blames nobody', () => {
  expect(formErrorsOf(refused(429), { 401: a.signIn.wrong }).whole).toBe(a.busy);
  expect(formErrorsOf(refused(503)).whole).toBe(a.busy);
});

test('a wrong password is told from an expired session', () => {
  const words = { wrong_password: d.wrong };
  const wrong = new Problem(401, 'no', [], 'wrong_password');
  expect(formErrorsOf(wrong, words).whole).toBe(d.wrong);
  expect(formErrorsOf(refused(401), words).whole).toBe(a.expired);
});
