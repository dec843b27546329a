/**
 * The first of `wanted` (BCP 47 tags, the dearest first) that is one of `there`: "de-AT" is served
 * by "de". English where none is.
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
