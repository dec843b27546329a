import { useEffect } from 'preact/hooks';

/** Keeps the screen on while mounted, if the browser can. */
export function useAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const ask = async () => {
      if (isOver || document.visibilityState !== 'visible') return;
      // Refused, for example when the battery is low. Then the screen turns off as usual.
      lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
      if (isOver) void lock?.release();
    };
    void ask();
    // Browsers release the lock when the page is hidden.
    document.addEventListener('visibilitychange', ask);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
}
