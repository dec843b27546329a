import { describe, expect, test } from 'vitest';
import { channelsTo, mailHref, smsHref } from './contactChannels';

const text = 'Hi Maya & Tom, 50% off?\nNo – just hello #1';

describe('a hello goes', () => {
  test('by what the person has, and by the share sheet where there is one', () => {
    const person = { emails: ['maya@example.org'], phones: ['+49 (170) 123-45'] };
    expect(channelsTo(person, text, 'Hello', true).map((way) => way.by)).toEqual([
      'sms',
      'mail',
      'share',
    ]);
    expect(channelsTo(person, text, 'Hello', false).map((way) => way.by)).toEqual(['sms', 'mail']);
    expect(channelsTo({ emails: [' '], phones: ['none'] }, text, 'Hello', false)).toEqual([]);
    expect(channelsTo(undefined, text, 'Hello', true)).toEqual([{ by: 'share' }]);
  });

  test('whole, whatever is in the text', () => {
    const mail = new URL(mailHref('maya@example.org', 'Hello', text));
    expect(mail.pathname).toBe('maya@example.org');
    expect(mail.searchParams.get('body')).toBe(text);
    expect(mail.searchParams.get('subject')).toBe('Hello');
    const sms = new URL(smsHref('+49 (170) 123-45', text));
    expect(sms.pathname).toBe('+4917012345');
    expect(sms.searchParams.get('body')).toBe(text);
  });

  test('only to the address: what looks like more recipients stays one', () => {
    const mail = new URL(mailHref('a@example.org?bcc=eve@example.org', 'Hello', text));
    expect(mail.searchParams.get('bcc')).toBeNull();
  });
});

test('a mail to two goes to both', () => {
  expect(mailHref('maya@example.org,tom+b@example.org', 'Hi', 'You two!')).toBe(
    'mailto:maya@example.org,tom%2Bb@example.org?subject=Hi&body=You%20two!',
  );
});
