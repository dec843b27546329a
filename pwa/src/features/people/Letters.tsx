import { people as p } from '../../texts/people';
import { Chip } from '../../ui/Chip';
import type { PeopleSection } from './sections';

/** How often the place is looked for again: what lies between is drawn meanwhile, and as high as it is. */
const FRAMES = 6;

/** To the first whose name begins so. Its rows may not be drawn yet: their chunk is there. */
function jumpTo(section: string, frames = FRAMES): void {
  const head = document.getElementById(section);
  const place = head ?? document.querySelector(`[data-holds~="${section}"]`);
  place?.scrollIntoView();
  head?.focus({ preventScroll: true });
  if (frames > 0) requestAnimationFrame(() => jumpTo(section, frames - 1));
}

/** The letters that names begin with, where the thumb is. */
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
