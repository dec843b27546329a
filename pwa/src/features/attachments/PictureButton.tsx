import type { ComponentChildren } from 'preact';

type Props = {
  class: string;
  /** Its name where it shows no text; then the field covers the button, as one control with one name. */
  label?: string;
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
  label,
  capture = false,
  multiple = true,
  busy = false,
  children,
  onFiles,
}: Props) => (
  <label class={look} aria-busy={busy}>
    <input
      {...(label ? { 'aria-label': label } : { class: 'hidden' })}
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
