/**
 * From one screen to the next: the old one fades while the new one comes, where the browser can do
 * that. Nobody waits for it: the screen is drawn as soon as it is there, and a tap ends the fading.
 */
import { options } from 'preact';

const isCalm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

let turning: ViewTransition | undefined;

/** Before the router hears of a click: what it has drawn next is drawn between the two pictures. */
function turn(): void {
  const usual = options.debounceRendering;
  let draw = () => {};
  options.debounceRendering = (render) => {
    draw = render;
  };
  const begun = document.startViewTransition(() => {
    if (usual) options.debounceRendering = usual;
    else Reflect.deleteProperty(options, 'debounceRendering');
    draw();
  });
  turning = begun;
  begun.ready.catch(() => undefined);
  void begun.finished.then(() => {
    if (turning === begun) turning = undefined;
  });
}

/** The turning that a finger came down upon. */
let ended: ViewTransition | undefined;

function press(): void {
  ended = turning;
  ended?.skipTransition();
}

/** While it fades, the screen is a picture, and takes no click: who was quicker meant what is below. */
function meant({ clientX, clientY, target }: MouseEvent): void {
  const below = document.elementFromPoint(clientX, clientY);
  if (below !== target && target instanceof Element && target.contains(below))
    below?.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }),
    );
}

function click(event: MouseEvent): void {
  if (ended && event.isTrusted) void ended.finished.then(() => meant(event));
  else if (isAway(event) && !turning && !isCalm()) turn();
}

let watched = false;

/** Called by every screen; the first one begins it. */
export function watchViewTransitions(): void {
  if (watched || !document.startViewTransition) return;
  watched = true;
  addEventListener('pointerdown', press, true);
  addEventListener('click', click, true);
}

/** Whether this click leads to another screen of the app, as the router will see it. */
function isAway(click: MouseEvent): boolean {
  if (click.button || click.ctrlKey || click.metaKey || click.altKey || click.shiftKey)
    return false;
  const link = click.composedPath().find((part) => part instanceof HTMLAnchorElement);
  return (
    link?.origin === location.origin &&
    !link.target &&
    !link.download &&
    link.pathname !== location.pathname
  );
}
