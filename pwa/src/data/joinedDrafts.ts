/**
 * Joins two drafts of one field, if the later was typed while the earlier was being moved. What one does not
 * contain of the other is put below it. Of drafts that are not a line of text, the later is returned.
 */
export function joined(earlier: string, later: string): string {
  try {
    const [one, other] = [JSON.parse(earlier), JSON.parse(later)];
    const [before, after] = [one?.text, other?.text];
    if (typeof before !== 'string' || typeof after !== 'string') return later;
    const text = before.includes(after)
      ? before
      : after.startsWith(before)
        ? after
        : `${before}\n${after}`;
    const startedAt = other.startedAt ?? one.startedAt;
    const both = (list: string) => [...new Set([...(one[list] ?? []), ...(other[list] ?? [])])];
    const [chosen, attached] = [both('chosen'), both('attached')];
    return JSON.stringify({
      ...one,
      ...other,
      startedAt,
      text,
      chosen,
      ...(attached.length && { attached }),
    });
  } catch {
    // It cannot be parsed, so it is not a draft.
    return later;
  }
}
