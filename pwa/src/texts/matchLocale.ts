/**
 * Returns the first of `wanted` (BCP 47 tags, the preferred first) that is one of `there`: "de" matches
 * "de-AT". English if none is.
 */
export function matchLocale(
  wanted: readonly (string | null | undefined)[],
  there: readonly string[],
  otherwise = 'en',
): string {
  for (const tag of wanted) {
    const found = there.find((one) => tag === one || tag?.toLowerCase().startsWith(`${one}-`));
    if (found) return found;
  }
  return otherwise;
}
