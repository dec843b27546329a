import { beforeEach, expect, it } from 'vitest';
import { pinching } from './pinch';

/** A box of 400 × 600 px with a picture in it, and fingers on it. */
const stage = () => {
  const style = { transform: '' };
  const box = Object.assign(new EventTarget(), {
    getBoundingClientRect: () => ({ x: 0, y: 0, width: 400, height: 600 }),
    querySelector: () => ({ style }),
    setPointerCapture: () => undefined,
  });
  const finger = (type: string, pointerId: number, clientX: number, clientY: number, at = 10_000) =>
    box.dispatchEvent(
      Object.defineProperties(Object.assign(new Event(type), { pointerId, clientX, clientY }), {
        timeStamp: { value: at },
      }),
    );
  /** Returns how far the picture is moved, and its zoom. */
  const view = () => style.transform.match(/[-.\d]+/g)?.map(Number);
  pinching(box as unknown as HTMLElement);
  return { box: box as unknown as HTMLElement, finger, view };
};

let held: ReturnType<typeof stage>;
beforeEach(() => {
  held = stage();
});

/** Two fingers around a point move from 40 px apart to `apart`. */
const pinch = (x: number, y: number, apart: number): void => {
  const { finger } = held;
  finger('pointerdown', 1, x - 20, y);
  finger('pointerdown', 2, x + 20, y);
  finger('pointermove', 1, x - apart / 2, y);
  finger('pointermove', 2, x + apart / 2, y);
  finger('pointerup', 1, 0, 0);
  finger('pointerup', 2, 0, 0);
};

it('two fingers enlarge a picture around the point between them', () => {
  pinch(300, 300, 80);
  // 100 px right of the centre: at twice the size it would be 200 px from there.
  expect(held.view()).toEqual([-100, 0, 2]);
});

it('the picture is never smaller than the screen, and enlarged only up to a limit', () => {
  pinch(200, 300, 4000);
  expect(held.view()?.[2]).toBe(6);
  pinch(200, 300, 1);
  expect(held.view()).toEqual([0, 0, 1]);
});

it('one finger moves the picture, but not beyond its edge', () => {
  pinch(200, 300, 80);
  held.finger('pointerdown', 1, 200, 300, 20_000);
  held.finger('pointermove', 1, 250, 260);
  expect(held.view()).toEqual([50, -40, 2]);
  held.finger('pointermove', 1, 900, 260);
  expect(held.view()).toEqual([200, -40, 2]);
  held.finger('pointerup', 1, 900, 260);
  held.finger('pointermove', 1, 0, 0);
  expect(held.view()).toEqual([200, -40, 2]);
});

it('a double tap enlarges at that point, and another one resets', () => {
  const tap = (at: number): void => {
    held.finger('pointerdown', 1, 300, 300, at);
    held.finger('pointerup', 1, 300, 300, at);
  };
  tap(10_000);
  tap(10_200);
  expect(held.view()).toEqual([-150, 0, 2.5]);
  tap(10_300);
  expect(held.view()?.[2]).toBe(2.5);
  tap(10_400);
  expect(held.view()).toEqual([0, 0, 1]);
  tap(11_000);
  tap(12_000);
  expect(held.view()).toEqual([0, 0, 1]);
});

it('lifting the fingers after a pinch is not a tap', () => {
  pinch(200, 300, 80);
  held.finger('pointerdown', 1, 200, 300, 10_100);
  expect(held.view()).toEqual([0, 0, 2]);
});
