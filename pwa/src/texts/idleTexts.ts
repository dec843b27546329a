import { setIdle } from './idle';
import { language, withTexts } from './language';

const idles = import.meta.glob<typeof import('./en/idle')>('./*/idle.ts');

let isLoaded = false;

/**
 * Loads an idle part (`idle.*.ts`) and the texts it uses. Rejects if it is not on the phone yet and there is
 * no network.
 */
export const withIdleTexts = <Module>(load: () => Promise<Module>): Promise<Module> =>
  withTexts(async () => {
    const pack = isLoaded ? undefined : idles[`./${language}/idle.ts`];
    const [code, texts] = await Promise.all([load(), pack?.()]);
    if (texts) setIdle(texts);
    isLoaded = true;
    return code;
  });
