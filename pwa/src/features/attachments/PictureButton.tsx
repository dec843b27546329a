import type { ComponentChildren } from 'preact';

type Props = {
  class: string;
  /** Opens the camera at once, without a choice between it and the pictures there are. */
  capture?: boolean;
  multiple?: boolean;
  busy?: boolean;
  children: ComponentChildren;
  onFiles: (files: File[]) => void;
};

/** Asks the system for pictures. */
export const PictureButton = ({
  class: look,
  capture = false,
  multiple = true,
  busy = false,
  children,
  onFiles,
}: Props) => (
  <label class={look} aria-busy={busy}>
    <input
      class="hidden"
      type="file"
      accept="image/*"
      {...(capture && { capture: 'environment' })}
      multiple={multiple}
      disabled={busy}
      onChange={({ currentTarget }) => {
        const files = [...(currentTarget.files ?? [])];
        // So that the same picture can be chosen again.
        currentTarget.value = '';
        if (files.length) onFiles(files);
      }}
    />
    {children}
  </label>
);
