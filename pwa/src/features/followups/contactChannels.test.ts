import { describe, expect, test } from 'vitest';
import { channelsTo, mailHref, smsHref, telHref } from './contactChannels';

const text = 'Hi Maya & Tom, 50% off?\nNo – just hello #1';

describe('a message goes', () => {
  test('by the channels that the person has, and by the share sheet if there is one', () => {
    const person = { emails: ['maya@example.org'], phones: ['+49 (170) 123-45'] };
    expect(channelsTo(person, text, 'Hello', true).map((way) => way.by)).toEqual([
      'sms',
      'mail',
      'WhatsApp',
      'Signal',
      'Telegram',
      'share',
    ]);
    expect(channelsTo(person, text, 'Hello', false).map((way) => way.by)).toEqual([
      'sms',
      'mail',
      'WhatsApp',
      'Signal',
      'Telegram',
    ]);
    expect(channelsTo({ emails: [' '], phones: ['none'] }, text, 'Hello', false)).toEqual([]);
    expect(channelsTo(undefined, text, 'Hello', true)).toEqual([{ by: 'share' }]);
  });

  test('whole, whatever the text contains', () => {
    const mail = new URL(mailHref(['maya@example.org'], 'Hello', text));
    expect(mail.pathname).toBe('maya@example.org');
    expect(mail.searchParams.get('body')).toBe(text);
    expect(mail.searchParams.get('subject')).toBe('Hello');
    const sms = new URL(smsHref('+49 (170) 123-45', text) ?? '');
    expect(sms.pathname).toBe('+4917012345');
    expect(sms.searchParams.get('body')).toBe(text);
  });

  test('to one address only: a text that looks like several recipients stays one', () => {
    const mail = new URL(mailHref(['a@example.org?bcc=eve@example.org'], 'Hello', text));
    expect(mail.searchParams.get('bcc')).toBeNull();
  });
});

test('a mail to two people has both addresses', () => {
  expect(mailHref(['maya@example.org', 'tom+b@example.org'], 'Hi', 'You two!')).toBe(
    'mailto:maya@example.org,tom%2Bb@example.org?subject=Hi&body=You%20two!',
  );
});

test('a field with two addresses is offered as two recipients', () => {
  const person = { emails: ['maya@example.org,spy@evil.example', 'maya@example.org'], phones: [] };
  const ways = channelsTo(person, text, 'Hello', false);
  expect(ways.map((way) => way.by === 'mail' && way.to)).toEqual([
    'maya@example.org',
    'spy@evil.example',
  ]);
  for (const way of ways) expect('href' in way && way.href.split('?')[0]).not.toContain(',');
});

test.each(['*#06#', '**21*0900123#', '#31#', 'tel:*123', '0170;ext=*21#', 'call me'])(
  'a command to the phone is not offered as a number: %s',
  (code) => {
    expect([telHref(code), smsHref(code)]).toEqual([undefined, undefined]);
    expect(channelsTo({ emails: [], phones: [code] }, text, 'Hello', false)).toEqual([]);
  },
);

test.each([
  ['+49 (170) 123-45', 'tel:+4917012345'],
  ['0170/12345', 'tel:017012345'],
])('%s is dialled as %s', (number, href) => {
  expect(telHref(number)).toBe(href);
});

test('messengers are offered only for numbers with a country code', () => {
  const by = (phone: string) =>
    channelsTo({ emails: [], phones: [phone] }, 'Hi & so', 's', false).map((way) =>
      way.by === 'share' ? way.by : `${way.by} ${way.href}`,
    );
  expect(by('+351 912 345 678')).toEqual([
    'sms sms:+351912345678?&body=Hi%20%26%20so',
    'WhatsApp https://wa.me/351912345678?text=Hi%20%26%20so',
    'Signal https://signal.me/#p/+351912345678',
    'Telegram https://t.me/+351912345678?text=Hi%20%26%20so',
  ]);
  expect(by('0912 345 678')).toEqual(['sms sms:0912345678?&body=Hi%20%26%20so']);
});
