/** Two fingers make a picture larger where they are, one moves it; so do two taps, and two more bring it back. */

const MOST = 6;
/** How large two taps make it. */
const TAPPED = 2.5;
/** Two taps are no further apart than this, in ms. */
const SECOND_TAP = 300;

interface Point {
  x: number;
  y: number;
}

const begun = new WeakSet<HTMLElement>();

const within = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** A `ref` of the box in which the picture is. */
export function pinching(box: HTMLElement | null): void {
  if (!box || begun.has(box)) return;
  begun.add(box);
  const fingers = new Map<number, Point>();
  const view = { scale: 1, x: 0, y: 0 };
  let lastTap = 0;

  /** Makes it larger by so much, and moves it; what is seen `at` a point of the screen stays under it. */
  const change = (by: number, at: Point, move: Point = { x: 0, y: 0 }): void => {
    const scale = within(1, view.scale * by, MOST);
    const more = scale / view.scale;
    const stage = box.getBoundingClientRect();
    const along = (shift: number, point: number, size: number): number => {
      const most = (size * (scale - 1)) / 2;
      const off = point - size / 2;
      return within(-most, off - (off - shift) * more, most);
    };
    view.x = along(view.x + move.x, at.x - stage.x, stage.width);
    view.y = along(view.y + move.y, at.y - stage.y, stage.height);
    view.scale = scale;
    const picture = box.querySelector('img');
    if (picture) picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${scale})`;
  };
  /** The fingers' middle, and how far apart they are. */
  const grip = (): Point & { spread: number } => {
    const [one = { x: 0, y: 0 }, other = one] = [...fingers.values()];
    return {
      x: (one.x + other.x) / 2,
      y: (one.y + other.y) / 2,
      spread: Math.hypot(one.x - other.x, one.y - other.y),
    };
  };

  box.addEventListener('pointerdown', ({ pointerId, clientX: x, clientY: y, timeStamp }) => {
    box.setPointerCapture(pointerId);
    fingers.set(pointerId, { x, y });
    if (fingers.size > 1) {
      lastTap = 0;
      return;
    }
    const isSecond = timeStamp - lastTap < SECOND_TAP;
    lastTap = isSecond ? 0 : timeStamp;
    if (isSecond) change(view.scale > 1 ? 0 : TAPPED, { x, y });
  });
  box.addEventListener('pointermove', ({ pointerId, clientX: x, clientY: y }) => {
    if (!fingers.has(pointerId)) return;
    const before = grip();
    fingers.set(pointerId, { x, y });
    const now = grip();
    change(before.spread > 0 ? now.spread / before.spread : 1, now, {
      x: now.x - before.x,
      y: now.y - before.y,
    });
  });
  for (const over of ['pointerup', 'pointercancel'] as const)
    box.addEventListener(over, ({ pointerId }) => fingers.delete(pointerId));
}
