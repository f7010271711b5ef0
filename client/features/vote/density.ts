/**
 * How dense an outcome is: 0 figures beside the texts, 1 below them, 2 texts of at most two lines, 3 of one line but for the
 * right one, 4 of one line.
 */
const DENSITIES = [0, 1, 2, 3, 4];
const OF_WHOLE_TEXTS = [0, 1];

/**
 * Gives a card the least density with which nothing of it is out of sight, as `data-dense`, until it is called off. The
 * length of a text says nothing of the lines that it takes, and the room for a card is what the stage leaves it: both are
 * measured.
 */
export function fit(card: HTMLElement, isWhole: boolean): () => void {
  const measure = (): void => {
    for (const density of isWhole ? OF_WHOLE_TEXTS : DENSITIES) {
      card.dataset['dense'] = String(density);
      card.toggleAttribute('data-cut', density > 1);
      if (card.scrollHeight <= card.clientHeight) return;
    }
  };
  measure();
  const observer = new ResizeObserver(measure);
  if (card.parentElement !== null) observer.observe(card.parentElement);
  return () => {
    observer.disconnect();
    delete card.dataset['dense'];
    delete card.dataset['cut'];
  };
}
