/** Two fingers make a picture larger, one moves it, two taps bring it back. */

const MOST = 6;

interface View {
  scale: number;
  x: number;
  y: number;
}

const begun = new WeakSet<HTMLElement>();

/** A `ref` of the box in which the picture is. */
export function pinching(box: HTMLElement | null): void {
  if (!box || begun.has(box)) return;
  begun.add(box);
  const fingers = new Map<number, { x: number; y: number }>();
  let view: View = { scale: 1, x: 0, y: 0 };
  let lastTap = 0;
  const show = (next: View): void => {
    const scale = Math.min(MOST, Math.max(1, next.scale));
    const [wide, high] = [box.clientWidth, box.clientHeight].map(
      (side) => (side * (scale - 1)) / 2,
    );
    const within = (value: number, most = 0): number => Math.min(most, Math.max(-most, value));
    view = { scale, x: within(next.x, wide), y: within(next.y, high) };
    const picture = box.querySelector('img');
    if (picture)
      picture.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
  };
  const spread = (): number => {
    const [one, other] = [...fingers.values()];
    return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
  };
  box.addEventListener('pointerdown', (event) => {
    box.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size > 1) return;
    const isSecond = event.timeStamp - lastTap < 300;
    lastTap = event.timeStamp;
    if (isSecond) show({ scale: view.scale > 1 ? 1 : 2.5, x: 0, y: 0 });
  });
  box.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const apart = spread();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const [dx, dy] = [event.clientX - before.x, event.clientY - before.y];
    const by = fingers.size > 1 && apart > 0 ? spread() / apart : 1;
    const part = fingers.size > 1 ? 0.5 : 1;
    show({ scale: view.scale * by, x: view.x + dx * part, y: view.y + dy * part });
  });
  for (const over of ['pointerup', 'pointercancel'] as const)
    box.addEventListener(over, ({ pointerId }) => fingers.delete(pointerId));
}
