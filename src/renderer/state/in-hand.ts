/** A dialog is open, or the field has words in it: whoever writes is not led away. */
export function isInHand(field: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  const isText = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && !/^(checkbox|radio)$/.test(field.type));
  return isText && field.value !== '';
}
