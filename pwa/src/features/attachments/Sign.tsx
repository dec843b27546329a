/** Signs of pictures and recordings: here, not in `ui/Icon`, so that the first visit does not load them. */
const SIGNS = {
  camera:
    'M4 8.500A1.5 1.5 0 0 1 5.5 7H8l1.500-2.500h5L16 7h2.500A1.5 1.5 0 0 1 20 8.500v9a1.5 1.5 0 0 1-1.500 1.500h-13A1.5 1.5 0 0 1 4 17.500zM12 16.200a3.4 3.4 0 1 0 0-6.800 3.4 3.4 0 0 0 0 6.800z',
  microphone:
    'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3zM5.5 11a6.5 6.500 0 0 0 13 0M12 17.500V21',
  stop: 'M7 7h10v10H7z',
  play: 'M8 5.500l10 6.500-10 6.500z',
  pause: 'M8.500 6v12M15.500 6v12',
} as const;

export function Sign({ sign, size = 1.5 }: { sign: keyof typeof SIGNS; size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      style={{ width: `${size}rem`, height: `${size}rem`, flex: 'none' }}
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={SIGNS[sign]} />
    </svg>
  );
}
