/**
 * Calls `then` in the next frame between its layout and its painting: whatever is measured there is measured for
 * nothing, while a layout effect would have the page laid out for itself. An element that has no size is not waited
 * for. The function returned takes it back.
 */
export function afterLayout(element: Element, then: () => void): () => void {
  // An observer tells the first size of what it observes just then.
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    then();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
