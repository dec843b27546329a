/** Zooms a picture with two fingers and pans it with one. A double tap zooms in, another one zooms out. */

const MOST = 6;
/** The zoom of a double tap. */
const TAPPED = 2.5;
/** The longest time between the two taps of a double tap, in ms. */
const SECOND_TAP = 300;

interface Point {
  x: number;
  y: number;
}

const within = (least: number, value: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** To be used as `ref` of the box around the picture. */
export function pinching(box: HTMLElement | null): void {
  if (!box) return;
  const fingers = new Map<number, Point>();
  const view = { scale: 1, x: 0, y: 0 };
  let lastTap = 0;

  /** Scales by `by` around the point `at`, and moves by `move`. */
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
  /** Returns the centre of the touching fingers, and their distance. */
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
