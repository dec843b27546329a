import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import type { PeopleSection } from './sections';

/** How many frames the position is corrected: rows in between are drawn meanwhile, and change in height. */
const FRAMES = 6;

/** Scrolls to the first name with that letter. Its rows may not be drawn yet, but their chunk has a place. */
function jumpTo(section: string, frames = FRAMES): void {
  const head = document.getElementById(section);
  const place = head ?? document.querySelector(`[data-holds~="${section}"]`);
  place?.scrollIntoView();
  head?.focus({ preventScroll: true });
  if (frames > 0) requestAnimationFrame(() => jumpTo(section, frames - 1));
}

/** The initial letters of the names, at the side. */
export function Letters({ sections }: { sections: readonly PeopleSection[] }) {
  return (
    <nav class="letters" aria-label={p.letters}>
      {sections.map(({ id, letter }) => (
        <Chip key={id} aria-label={p.toLetter(letter ?? '')} onClick={() => jumpTo(id)}>
          {letter}
        </Chip>
      ))}
    </nav>
  );
}
