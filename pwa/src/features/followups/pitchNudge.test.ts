import { describe, expect, test } from 'vitest';
import { firstLines as german } from '../../texts/de/firstLine';
import { firstLines as english } from '../../texts/en/firstLine';
import { firstLines as spanish } from '../../texts/es/firstLine';
import { lineOf } from '../../texts/firstLines';
import { nudgeFor } from './pitchNudge';

const card = (client: string | null, text = 'Thirty seconds', more = {}) => ({
  deck: 'pitch' as const,
  text,
  details: null,
  client,
  retired: false,
  ...more,
});
const nudge = (text: string, cards = [card('Acme')], isFirst = true) =>
  nudgeFor(text, cards, { name: 'Maya', organisation: null }, isFirst);
const client = (name: string) => ({ about: 'client', client: name });

describe('the name of a client in a message', () => {
  test.each([
    ['Have a look at Acme!', 'Acme'],
    ['ACME does that, too.', 'Acme'],
    ['what acme’s people do', 'Acme'],
    ['Acmes neue Akkus', 'Acme'],
    ['the Acme-battery', 'Acme'],
    ['Grüße von MÜLLER & SÖHNE', 'Müller & Söhne'],
    ['Gruesse von Muller und Sohne', 'Müller und Söhne'],
    ['Saludos de Ñandú', 'ñandú'],
    ['Straße 7 ist da', 'STRASSE 7'],
    ['We do IT there', 'IT'],
  ])('“%s” contains %s', (text, name) => {
    expect(nudge(text, [card(name)])).toEqual(client(name));
  });

  test.each([
    ['Greetings from Canada', 'Ada'],
    ['the acmeist poets', 'Acme'],
    ['an Acm', 'Acme'],
    ['Is it far from us?', 'IT'],
    ['Is it far from us?', 'US'],
    ['Müller baut', 'Müller & Söhne'],
    ['anything', ''],
    ['anything', '&'],
  ])('“%s” does not contain %s', (text, name) => {
    expect(nudge(text, [card(name)])).toBeUndefined();
  });

  test('is ignored if the client is retired or belongs to another card kind', () => {
    expect(nudge('Acme!', [card('Acme', 'x', { retired: true })])).toBeUndefined();
    expect(nudge('Acme!', [card('Acme', 'x', { deck: 'opener' })])).toBeUndefined();
  });

  test('is ignored if the recipient works there', () => {
    const text = 'How is life at Acme?';
    expect(nudgeFor(text, [card('Acme')], { name: 'Tom', organisation: 'Acme Ltd' }, true)).toBe(
      undefined,
    );
    expect(nudgeFor(text, [card('Acme')], { name: 'Tom Acme', organisation: null }, true)).toBe(
      undefined,
    );
  });
});

describe('a talking point in a message', () => {
  const points = [
    card('Acme', 'Batteries that last a whole week', {
      details: 'Made from salt. Nobody has to mine anything for them.',
    }),
  ];

  test.each([
    'They make batteries that last a whole week, imagine.',
    'BATTERIES THAT LAST A WHOLE …',
    'And nobody has to mine anything!',
    'All made from salt',
  ])('is recognised in “%s”', (text) => {
    expect(nudge(text, points)).toEqual({ about: 'talking_point' });
  });

  test.each(['My batteries last a whole evening', 'Has anybody to mine?', 'The salt was good'])(
    'is not recognised in “%s”',
    (text) => {
      expect(nudge(text, points)).toBeUndefined();
    },
  );
});

describe('a request in a first message', () => {
  test.each([
    'Could you introduce me to your editor?',
    'Can you please send me the deck?',
    'I was hoping you could help.',
    'Would love to pick your brain!',
    'Could I ask you a quick favour?',
    'Check out our site',
    'Könntest du mich mit ihr bekannt machen?',
    'Ich hätte da einen kleinen Gefallen',
    'Wir suchen gerade jemanden',
    '¿Me podrías presentar a tu jefa?',
    '¿Podrías ayudarme?',
    'Necesito un contacto',
  ])('is recognised in “%s”', (text) => {
    expect(nudge(text, [])).toEqual({ about: 'asking' });
  });

  test.each([
    'Hi Maya, it was good to meet you last night. I liked hearing that you water-ski.',
    'I would love to hear how your week is going.',
    'Can you believe it rained again?',
    'Are you looking forward to the spring?',
    'Could you sleep after that?',
    'Do you want to come sailing on Sunday?',
    'Ich bin gespannt, wie deine Woche läuft.',
    'Kannst du auch segeln?',
    'Me encantará saber qué tal te va la semana.',
    '¿Puedes creerlo?',
  ])('is not recognised in “%s”', (text) => {
    expect(nudge(text, [])).toBeUndefined();
  });

  test('is ignored if somebody wrote to this person before', () => {
    expect(nudge('Could you introduce me to your editor?', [], false)).toBeUndefined();
  });
});

test.each([
  ['English', english, 'runs a bakery'],
  ['German', german, 'backt Brot mit ihrer Oma'],
  ['Spanish', spanish, 'toca el chelo'],
] as const)('what we propose ourselves never needs the nudge: %s', (_, firstLines, known_for) => {
  const about = { name: 'Ada', known_for, interests: ['sailing'], event: 'PyCon', days_ago: 1 };
  const { start, endings } = firstLines({ ...about, noted: [known_for] });
  for (const ending of endings) expect(nudge(lineOf(start, ending))).toBeUndefined();
});
