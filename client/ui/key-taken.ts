/** Fields in which nothing is written. */
const PRESSED = new Set(['radio', 'checkbox', 'button', 'submit', 'range']);

/** Elements in which keys are text or belong to the control itself. */
export function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return true;
  // Escape closes what is open over the page, wherever the focus is, and nothing beneath it.
  if (event.key === 'Escape' && document.querySelector('[popover=auto]:popover-open') !== null) return true;
  const at = event.target;
  if (!(at instanceof HTMLElement)) return false;
  if (at.isContentEditable || at.closest('dialog[open], [popover]:popover-open')) return true;
  if (at instanceof HTMLInputElement) return !PRESSED.has(at.type);
  return at instanceof HTMLTextAreaElement || at instanceof HTMLSelectElement;
}
