/**
 * How dense an outcome is: 0 figures beside the texts, 1 below them, 2 texts of at most two lines, 3 of one line but for the
 * right one, 4 of one line.
 */
const DENSITIES = [0, 1, 2, 3, 4];
const OF_WHOLE_TEXTS = [0, 1];

/**
 * Gives a card the least density with which nothing of it is out of sight, as `data-dense`, until it is called off. One that is
 * out of sight with each of them takes the room of the sequence, too (`data-alone`). The
 * length of a text says nothing of the lines that it takes, and the room for a card is what the stage leaves it: both are
 * measured.
 */
export function fit(card: HTMLElement, isWhole: boolean): () => void {
  const isInSight = (): boolean =>
    (isWhole ? OF_WHOLE_TEXTS : DENSITIES).some((density) => {
      card.dataset['dense'] = String(density);
      card.toggleAttribute('data-cut', density > 1);
      return card.scrollHeight <= card.clientHeight;
    });
  const measure = (): void => {
    card.removeAttribute('data-alone');
    if (isInSight() || isWhole) return;
    card.setAttribute('data-alone', '');
    isInSight();
  };
  measure();
  const observer = new ResizeObserver(measure);
  if (card.parentElement !== null) observer.observe(card.parentElement);
  return () => {
    observer.disconnect();
    delete card.dataset['dense'];
    delete card.dataset['cut'];
    delete card.dataset['alone'];
  };
}
