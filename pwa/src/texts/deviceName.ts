/** "Safari on iPhone" from a User-Agent: enough to tell a user's own devices apart, and no more. */
import { devices as d } from './devices';

const BROWSERS: readonly [RegExp, string][] = [
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bOPR\/|\bOpera\//, 'Opera'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'Chromebook'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bWindows\b/, 'Windows'],
  [/\bLinux\b/, 'Linux'],
];

const find = (table: readonly [RegExp, string][], text: string): string | undefined =>
  table.find(([sign]) => sign.test(text))?.[1];

export function deviceName(userAgent: string): string {
  const browser =
    find(BROWSERS, userAgent) ?? (/\bAppleWebKit\//.test(userAgent) ? 'Safari' : undefined);
  const system = find(SYSTEMS, userAgent);
  if (browser && system) return d.on(browser, system);
  return browser ?? system ?? d.unknown;
}
