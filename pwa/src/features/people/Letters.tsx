import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import { drawNow } from '../../ui/nearby';
import type { PeopleSection } from './sections';

/** How many frames the position is corrected: rows in between are drawn meanwhile, and change in height. */
const FRAMES = 6;

const placeOf = (section: string): Element | null =>
  document.querySelector(`[data-holds~="${section}"]`);

/** Scrolls to the first name with that letter. Its rows may not be drawn yet, but their chunk has a place. */
function jumpTo(section: string, frames = FRAMES): void {
  const head = document.getElementById(section);
  (head ?? placeOf(section))?.scrollIntoView();
  head?.focus({ preventScroll: true });
  if (frames > 0) requestAnimationFrame(() => jumpTo(section, frames - 1));
}

/** Draws the rows first: found only after scrolling, they would come a frame later. */
function goTo(section: string): void {
  const place = placeOf(section);
  if (place) drawNow(place);
  queueMicrotask(() => jumpTo(section));
}

/** The initial letters of the names, at the side. */
export function Letters({ sections }: { sections: readonly PeopleSection[] }) {
  return (
    <nav class="letters" aria-label={p.letters}>
      {sections.map(({ id, letter }) => (
        <Chip key={id} aria-label={p.toLetter(letter ?? '')} onClick={() => goTo(id)}>
          {letter}
        </Chip>
      ))}
    </nav>
  );
}
