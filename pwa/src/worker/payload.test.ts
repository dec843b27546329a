import { describe, expect, test } from 'vitest';
import { readMessage } from './payload';

const generic = { title: 'Good morning', body: 'Somebody may like a hello.' };
const account = '0b0d1c9e-5b1f-4b57-9a53-0d8f4a2f6f01';
const maya = '6f2f3f3e-3c0e-4f50-8f5a-0d9bb8a3c001';

const declarative = {
  web_push: 8030,
  app_badge: '3',
  notification: {
    title: 'Say hi to Maya, who water-skis',
    body: 'You met at the Harbour mixer.',
    lang: 'en',
    dir: 'ltr',
    tag: 'morning-2026-11-24',
    navigate: 'https://k.example/followups?morning=2026-11-24',
    app_badge: '3',
    data: {
      account,
      morning: '2026-11-24',
      followups: [{ id: maya, due_on: '2026-11-24' }],
    },
    actions: [
      { action: 'said_hi', title: 'Said hi', navigate: 'https://k.example/followups' },
      { action: 'tomorrow', title: 'Tomorrow', navigate: 'https://k.example/followups' },
    ],
  },
};

describe('a push message', () => {
  test('is read as a declarative message', () => {
    const message = readMessage(JSON.stringify(declarative), generic);
    expect(message.title).toBe('Say hi to Maya, who water-skis');
    expect(message.body).toBe('You met at the Harbour mixer.');
    expect(message).toMatchObject({
      lang: 'en',
      dir: 'ltr',
      tag: 'morning-2026-11-24',
      navigate: 'https://k.example/followups?morning=2026-11-24',
      badge: 3,
      account,
      morning: '2026-11-24',
      followups: [{ id: maya, due_on: '2026-11-24' }],
    });
    expect(message.actions.map((one) => one.action)).toEqual(['said_hi', 'tomorrow']);
  });

  test('may have the badge in either place', () => {
    const { app_badge: _, ...notification } = declarative.notification;
    expect(readMessage(JSON.stringify({ ...declarative, notification }), generic).badge).toBe(3);
    expect(readMessage(JSON.stringify({ notification: { app_badge: 0 } }), generic).badge).toBe(0);
    expect(readMessage(JSON.stringify({ notification: { app_badge: 'x' } }), generic).badge).toBe(
      null,
    );
  });

  test.each([
    ['nothing', null],
    ['an empty text', ''],
    ['no JSON', 'hello'],
    ['half a JSON', '{"web_push":8030,"notif'],
    ['a number', '8030'],
    ['null', 'null'],
    ['a list', '[1,2]'],
    ['no notification', '{"web_push":8030}'],
    ['a notification that is a text', '{"notification":"x"}'],
    ['an empty title', '{"notification":{"title":"  ","body":"somebody’s name"}}'],
    ['a title that is a number', '{"notification":{"title":3}}'],
  ])('with %s in it shows a friendly text without names', (_, raw) => {
    const message = readMessage(raw, generic);
    expect(message.title).toBe(generic.title);
    expect(message.body).toBe(generic.body);
    expect(message.morning).toBeNull();
    expect(message.navigate).toBe('/followups');
  });

  test('keeps valid parts and drops the rest', () => {
    const message = readMessage(
      JSON.stringify({
        notification: {
          title: 'Hi',
          dir: 'sideways',
          body: 7,
          data: {
            account: 'everyone',
            morning: 'tomorrow',
            followups: [{ id: maya }, { id: '../../' }, 3, null],
          },
          actions: [
            { action: 'said_hi' },
            { title: 'No name' },
            'x',
            { action: 'open', title: 'Open' },
          ],
        },
      }),
      generic,
    );
    expect(message).toMatchObject({
      title: 'Hi',
      body: '',
      dir: 'auto',
      account: null,
      morning: null,
      followups: [{ id: maya, due_on: '' }],
      actions: [{ action: 'open', title: 'Open', navigate: '' }],
    });
  });
});
