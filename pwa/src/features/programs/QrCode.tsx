import { generate } from 'lean-qr';
import { useEffect, useRef } from 'preact/hooks';

/** A QR code, black on white in the dark theme too, because some readers need that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current)
      generate(text).toCanvas(canvas.current, { on: [0, 0, 0, 255], off: [255, 255, 255, 255] });
  }, [text]);
  return <canvas class="qr" ref={canvas} role="img" aria-label={label} />;
}
