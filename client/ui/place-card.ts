export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const GAP = 6;
const MARGIN = 8;

const meets = (a: Rect, b: Rect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * The place of a card about a word, px of the window. It is beside the word if there is room, and never over the
 * word or over a line on which a thread stands (`kept`). The next choice is beside the word's `column`, to which
 * the pointer has a way to go; the last is the window's bottom.
 */
export function placeCard(
  word: Rect,
  kept: readonly Rect[],
  column: Rect,
  card: { readonly width: number; readonly height: number },
  room: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const { width, height } = card;
  const inside = (left: number): number => Math.max(MARGIN, Math.min(left, room.width - width - MARGIN));
  const near = inside(word.left);
  const level = Math.max(MARGIN, Math.min(word.top, room.height - height - MARGIN));
  const beneath = Math.max(word.bottom, ...kept.map(({ bottom }) => bottom)) + GAP;
  const above = Math.min(word.top, ...kept.map(({ top }) => top)) - GAP - height;
  const candidates = [
    { left: near, top: word.bottom + GAP },
    { left: near, top: word.top - GAP - height },
    { left: column.right + GAP, top: level },
    { left: column.left - GAP - width, top: level },
    { left: near, top: beneath },
    { left: near, top: above },
  ];
  const fits = candidates.find(({ left, top }) => {
    const box = { left, top, right: left + width, bottom: top + height };
    return (
      left >= MARGIN &&
      top >= MARGIN &&
      box.right <= room.width - MARGIN &&
      box.bottom <= room.height - MARGIN &&
      [word, ...kept].every((one) => !meets(box, one))
    );
  });
  return fits ?? { left: near, top: Math.max(MARGIN, room.height - height - MARGIN) };
}
