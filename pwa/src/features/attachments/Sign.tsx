import { Icon } from '../../ui/Icon';

/** Icons for pictures and recordings. Not in `ui/Icon`, so that the first visit does not load them. */
const SIGNS = {
  camera:
    'M4 8.5A1.5 1.5 0 0 1 5.5 7H8l1.5-2.5h5L16 7h2.5A1.5 1.5 0 0 1 20 8.5v9a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5zM12 16.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8z',
  microphone:
    'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  speak: 'M4.5 5.5h15v10h-8l-4 3.5v-3.5h-3zM8 9h8M8 12h5',
  stop: 'M7 7h10v10H7z',
  play: 'M8 5.5l10 6.5-10 6.5z',
  pause: 'M8.5 6v12M15.5 6v12',
} as const;

export const Sign = ({ sign, size }: { sign: keyof typeof SIGNS; size?: number }) => (
  <Icon path={SIGNS[sign]} size={size} />
);
