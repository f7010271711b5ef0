/** Rows of a sentence beside its buttons. In more, it would be higher than above them. */
const MOST_ROWS = 3;

/** Puts a line's buttons below its sentence (`data-wraps`) where it has no room beside them, until it is called off. */
export function wrapWhereHigh(line: HTMLElement): () => void {
  const says = line.firstElementChild as HTMLElement;
  const measure = (): void => {
    delete line.dataset['wraps'];
    const rows = says.clientHeight / Number.parseFloat(getComputedStyle(says).lineHeight);
    line.toggleAttribute('data-wraps', Math.round(rows) > MOST_ROWS);
  };
  measure();
  const observer = new ResizeObserver(measure);
  if (line.parentElement !== null) observer.observe(line.parentElement);
  return () => {
    observer.disconnect();
    delete line.dataset['wraps'];
  };
}
