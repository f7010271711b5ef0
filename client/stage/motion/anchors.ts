import type { AnchorPath } from './motion-plan.ts';

/** A rectangle in the stage's own coordinates, px. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type AnchorRects = ReadonlyMap<string, Rect>;

/** The present rectangle of every anchored element. */
export function measure(stage: HTMLElement): AnchorRects {
  const zero = stage.getBoundingClientRect();
  const boxes = new Map<string, Rect>();
  for (const element of stage.querySelectorAll<Element>('[data-anchor]')) {
    const box = element.getBoundingClientRect();
    if (box.width === 0) continue;
    const anchor = element.getAttribute('data-anchor') ?? '';
    boxes.set(anchor, { x: box.x - zero.x, y: box.y - zero.y, width: box.width, height: box.height });
  }
  return boxes;
}

/**
 * The first anchor that is on the stage. Runs of cells may have been cut differently since, so the run that
 * begins nearest before the offset is taken.
 */
export function find(
  place: AnchorPath,
  boxes: AnchorRects,
): { readonly anchor: string; readonly box: Rect } | null {
  for (const anchor of place) {
    const exact = boxes.get(anchor);
    if (exact !== undefined) return { anchor, box: exact };
    if (!anchor.startsWith('cells:')) continue;
    const at = anchor.lastIndexOf(':') + 1;
    const [prefix, offset] = [anchor.slice(0, at), Number(anchor.slice(at))];
    let best: { anchor: string; box: Rect; offset: number } | null = null;
    for (const [known, box] of boxes) {
      if (!known.startsWith(prefix)) continue;
      const begins = Number(known.slice(at));
      if (begins <= offset && (best === null || begins > best.offset))
        best = { anchor: known, box, offset: begins };
    }
    if (best !== null) return best;
  }
  return null;
}
