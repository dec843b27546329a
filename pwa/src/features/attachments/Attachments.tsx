/**
 * The places for pictures and recordings on a screen. The code that shows them is fetched when the phone is
 * idle.
 */
import type { ComponentType } from 'preact';
import { ErrorBoundary, lazy } from 'preact-iso';
import type { Row } from '../../records/kinds';
import { idleParts } from '../../texts/idleParts';
import { withIdleTexts } from '../../texts/idleTexts';
import { isSound } from './isSound';
import './face.css';

type Parts = typeof import('./idle.attachments');

/** Renders one of the idle parts; offline, before it has been fetched, `Instead`. */
const part = <Props extends object>(
  name: keyof Parts,
  Instead: () => preact.JSX.Element | null,
): ComponentType<Props> =>
  lazy<ComponentType<Props>>(() =>
    withIdleTexts(() => import('./idle.attachments')).then(
      (parts) => ({ default: parts[name] as unknown as ComponentType<Props> }),
      () => ({ default: Instead as unknown as ComponentType<Props> }),
    ),
  );

const nothing = () => null;
const notYet = () => <p class="soft">{idleParts.notYet}</p>;

const Gallery = part<{ rows: readonly Row<'attachment'>[]; compact: boolean }>('Gallery', notYet);
const LazyPhoto = part<PhotoProps>('Photo', nothing);
const LazySmall = part<{ id: string }>('SmallPhoto', nothing);
const LazyAdd = part<{ of: string }>('AddPicture', nothing);
const LazyUse = part<object>('StorageUse', nothing);

interface PhotoProps {
  personId: string;
  name: string;
  photo: string | null;
  editable?: boolean;
}

/** The photo of a person, or their initials. */
export const Photo = (props: PhotoProps) => (
  <div class="photo">
    <ErrorBoundary>
      <LazyPhoto {...props} />
    </ErrorBoundary>
  </div>
);

export const SmallPhoto = (props: { id: string }) => (
  <ErrorBoundary>
    <LazySmall {...props} />
  </ErrorBoundary>
);

export const AddPicture = (props: { of: string }) => (
  <ErrorBoundary>
    <LazyAdd {...props} />
  </ErrorBoundary>
);

export const StorageUse = () => (
  <ErrorBoundary>
    <LazyUse />
  </ErrorBoundary>
);

/** Shows attachments; nothing if there are none. `compact`: in a list. */
export function Attachments({
  rows,
  compact = false,
}: {
  rows: readonly Row<'attachment'>[];
  compact?: boolean;
}) {
  if (!rows.length) return null;
  return (
    <div class="places">
      <div class="gallery">
        {rows.map(({ id, fields }) => (
          <i key={id} class={isSound(fields) ? 'sound' : ''} />
        ))}
      </div>
      <div>
        <ErrorBoundary>
          <Gallery rows={rows} compact={compact} />
        </ErrorBoundary>
      </div>
    </div>
  );
}
