/** The icons, drawn on a grid of 24 with one stroke width. */
const SIGNS = {
  pen: 'M4 20l1-4.5L16 4.5a2.1 2.1 0 0 1 3 3L8.5 19zM14 6.5l3 3',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.7-6 6-6s6 2.5 6 6M16 4.5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3 2.8 3 5.5',
  evening: 'M12 3c2 2.5 3 4 3 5.7a3 3 0 0 1-6 0C9 7 10 5.5 12 3zM9 14h6v7H9zM6 21h12',
  hello:
    'M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-5 4v-4.1A2.5 2.5 0 0 1 4 13.5zM9 9.5v.01M15 9.5v.01M9.5 12c1.5 1.3 3.5 1.3 5 0',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  back: 'M14.5 5l-7 7 7 7',
  more: 'M9.5 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  swap: 'M7 4L4 7l3 3M4 7h13M17 20l3-3-3-3M20 17H7',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM20 20l-4.8-4.8',
  check: 'M5 12.5l4.5 4.5L19 7',
} as const;

export type Sign = keyof typeof SIGNS;

/** Icons that are mirrored in right-to-left languages. */
const TURNING: readonly Sign[] = ['back', 'more'];

type Props = { size?: number | undefined } & (
  | { sign: Sign; path?: string }
  // An icon that only some screens use, so that the first visit does not load it.
  | { sign?: undefined; path: string }
);

/** An icon, hidden from screen readers: what contains it has a name. `size` in rem. */
export function Icon({ sign, path = sign && SIGNS[sign], size = 1.5 }: Props) {
  return (
    <svg
      {...(TURNING.includes(sign as Sign) && { class: 'turning' })}
      viewBox="0 0 24 24"
      style={{ width: `${size}rem`, height: `${size}rem`, flex: 'none' }}
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
