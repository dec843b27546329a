import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { decode } from './decoder';

/** Pause between two pictures in ms, so that other work gets the processor. */
const REST = 120;
/** The width of the picture that is searched, in px: enough to read a code. */
const WIDTH = 960;

/** Shows the camera's picture and looks for a code until it finds one. Returns false if there is no camera. */
export function useCamera(
  video: RefObject<HTMLVideoElement | null>,
  found: (text: string) => void,
): boolean {
  const [works, setWorks] = useState(true);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isOver = false;
    const stop = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = undefined;
    };
    const start = async () => {
      stop();
      if (document.visibilityState !== 'visible') return;
      try {
        const media = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1280 } },
        });
        if (isOver) for (const track of media.getTracks()) track.stop();
        else stream = media;
        if (!video.current || !stream) return;
        video.current.srcObject = stream;
        await video.current.play();
        setWorks(true);
      } catch {
        if (!isOver) setWorks(false);
      }
    };
    const canvas = document.createElement('canvas');
    const look = async (): Promise<void> => {
      while (!isOver) {
        const seen = video.current;
        if (stream && seen?.videoWidth) {
          const scale = Math.min(1, WIDTH / seen.videoWidth);
          canvas.width = seen.videoWidth * scale;
          canvas.height = seen.videoHeight * scale;
          const context = canvas.getContext('2d', { willReadFrequently: true });
          context?.drawImage(seen, 0, 0, canvas.width, canvas.height);
          const picture = context?.getImageData(0, 0, canvas.width, canvas.height);
          const text = picture && (await decode(picture));
          if (text && !isOver) return found(text);
        }
        await new Promise((go) => setTimeout(go, REST));
      }
    };
    void start();
    void look();
    // On iOS the camera's stream ends when the app goes to the background
    // (https://github.com/gruhn/vue-qrcode-reader/issues/298).
    document.addEventListener('visibilitychange', start);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', start);
      stop();
    };
  }, []);
  return works;
}
