import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A page that counts how often it is placed: each time lays it out, half drawn. */
function scroller() {
  let top = 0;
  const placed: number[] = [];
  const main = {
    get scrollTop() {
      return top;
    },
    set scrollTop(to: number) {
      placed.push(to);
      top = to;
    },
  } as HTMLElement;
  return { main, placed };
}

describe('the scroll position', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubGlobal('requestAnimationFrame', () => 0);
  });

  it('is left alone at the top of the page', async () => {
    const { placeScroll } = await import('./scroll');
    const { main, placed } = scroller();
    placeScroll(main, '/', false);
    placeScroll(main, '/people', false);
    placeScroll(main, '/', true);
    expect(placed).toEqual([]);
  });

  it('is the top on a new page, and where it was on a page one returns to', async () => {
    const { placeScroll, rememberScroll } = await import('./scroll');
    const { main, placed } = scroller();
    placeScroll(main, '/people', false);
    rememberScroll(300);
    placeScroll(main, '/people/maya', false);
    rememberScroll(0);
    placeScroll(main, '/people', true);
    expect(placed).toEqual([0, 300]);
  });
});
