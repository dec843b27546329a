/**
 * Two drafts of one field, the later one typed on while the earlier was being moved: what neither holds
 * of the other stands below it. Drafts that are no line of text give way to the later one.
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
    // What cannot be read is no draft.
    return later;
  }
}
