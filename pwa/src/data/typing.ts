/** Whether the cursor is in a field that somebody has begun to fill: what comes next belongs there. */
export function isTyping(): boolean {
  const field = globalThis.document?.activeElement;
  return Boolean(field && 'value' in field && field.value);
}
