import { listed } from './index';

interface Met {
  name: string;
  /** '' when nobody noted it. */
  known_for: string;
}
const about = ({ name, known_for }: Met) => (known_for ? [`${name}: ${known_for}.`] : []);

export const introductions = {
  title: 'Who else?',
  about: 'Two of your people who share something, and may not know each other yet.',
  none: 'Nobody to introduce just now',
  noneText: 'Note what people care about. As soon as two of them share it, they turn up here.',
  pair: (names: [string, string]) => listed(names),
  both: (interests: readonly string[]) => `Both: ${interests.join(', ')}`,
  bothAt: (place: string) => `You met both at ${place}`,
  introduce: 'Introduce',
  message: 'A message to both',
  subject: ([one, other]: [string, string]) => `${one}, meet ${other}`,
  draft: (one: Met, other: Met, interests: readonly string[], place: string | null) =>
    [
      `Hi ${one.name}, hi ${other.name}!`,
      ['I think you two should meet.', ...about(one), ...about(other)].join(' '),
      place
        ? `I met you both at ${place}. I leave the rest to you.`
        : `You share this: ${listed(interests)}. I leave the rest to you.`,
    ].join('\n\n'),
  mail: 'Mail to both',
  done: 'I introduced them',
  what: (names: [string, string]) => `Introduced ${listed(names)} to each other`,
  told: (names: [string, string]) => `You introduced ${listed(names)}.`,
};
