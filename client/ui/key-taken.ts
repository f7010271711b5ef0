/** Fields in which nothing is written. */
const PRESSED = new Set(['radio', 'checkbox', 'button', 'submit', 'range']);

/** Where keys mean text, or what the control itself makes of them. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return true;
  const at = event.target;
  if (!(at instanceof HTMLElement)) return false;
  if (at.isContentEditable || at.closest('dialog[open], [popover]:popover-open')) return true;
  if (at instanceof HTMLInputElement) return !PRESSED.has(at.type);
  return at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement;
}
