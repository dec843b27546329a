/** Whether the cursor is in a field that contains text: the next key press belongs there. */
export function isTyping(): boolean {
  const field = globalThis.document?.activeElement;
  return Boolean(field && 'value' in field && field.value);
}
