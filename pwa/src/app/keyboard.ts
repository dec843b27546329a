/**
 * Tells the styles where the phone's keyboard is. Android shrinks the page for it (`interactive-widget`). iOS
 * draws it over the page and only tells `visualViewport` (https://webkit.org/b/319903). These variables make
 * both look the same to the styles: `--app-height`, `--app-top` (how far iOS has scrolled the page away),
 * `--keyboard-inset` (what the keyboard covers of the page), and `data-keyboard` on the root while it is
 * shown.
 */
export function watchKeyboard(): void {
  const view = window.visualViewport;
  const root = document.documentElement;
  if (!view) return;
  let tallest = 0;
  let width = 0;
  const measure = () => {
    // Pinch zoom changes the same viewport; then the layout stays as it is.
    if (view.scale > 1.01) return;
    if (view.width !== width) tallest = 0;
    width = view.width;
    tallest = Math.max(tallest, view.height);
    const inset = Math.max(0, window.innerHeight - view.height - view.offsetTop);
    root.style.setProperty('--app-height', `${view.height}px`);
    root.style.setProperty('--app-top', `${view.offsetTop}px`);
    root.style.setProperty('--keyboard-inset', `${inset}px`);
    root.toggleAttribute('data-keyboard', isUp(view.height, tallest));
  };
  measure();
  view.addEventListener('resize', measure);
  view.addEventListener('scroll', measure);
}

/** Tells a keyboard from a browser's bar, which is never this tall. Heights in px. */
export function isUp(height: number, tallest: number): boolean {
  return tallest - height > 150;
}
