import { CELLS_A_ROW } from '../model/cells.ts';
import type { MotionStep } from './motion-plan.ts';
import type { AnchorRects } from './anchors.ts';
import type { Flight } from './flights.ts';

const EASE = 'cubic-bezier(0.2, 0, 0, 1)';

const anchored = (root: HTMLElement, anchor: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[data-anchor="${anchor}"]`);

/** The first stream offset that a grid of cells shows, by its first run. */
function firstOf(grid: Element): number {
  const anchor = grid.querySelector('[data-anchor]')?.getAttribute('data-anchor') ?? '';
  return Number(anchor.slice(anchor.lastIndexOf(':') + 1));
}

/** Each thing drawn in a grid of cells with the index of its first cell. */
function thingsIn(
  grid: Element,
): { readonly element: HTMLElement; readonly index: number; readonly row: number }[] {
  return [...grid.children].flatMap((row, i) =>
    [...row.children].flatMap((element) => {
      if (!(element instanceof HTMLElement)) return [];
      const column = Number.parseInt(element.style.gridColumnStart, 10);
      return Number.isNaN(column) ? [] : [{ element, index: i * CELLS_A_ROW + column - 1, row: i }];
    }),
  );
}

const invisible = (element: Element | null, ms: number): void => {
  element?.animate([{ opacity: 0 }, { opacity: 0 }], { duration: ms });
};

/** Hides new things until their clones have landed on them. */
export function holdBack(root: HTMLElement, move: MotionStep, flight: Flight, before: AnchorRects): void {
  const ms = (flight.seconds + flight.delay) * 1000 - 20;
  if (flight.target.startsWith('chip:') && !before.has(flight.target))
    invisible(anchored(root, flight.target), ms);
  const { hides, slides } = move;
  if (hides !== null) {
    const grid = anchored(root, `grid:${hides.grid}`);
    if (grid === null) invisible(anchored(root, flight.target), ms);
    else if (firstOf(grid) >= hides.range.from) invisible(grid, ms);
    else {
      const first = firstOf(grid);
      for (const { element, index } of thingsIn(grid))
        if (first + index >= hides.range.from && first + index < hides.range.to) invisible(element, ms);
    }
  }
  // The note that a buffer is empty waits until the last bytes have left.
  if (slides !== null) invisible(anchored(root, slides.grid.replace(/^cells:/, 'empty:')), ms);
}

/** Moves the cells that stay to the left, once those before them are gone. */
export function slide(root: HTMLElement, { slides }: MotionStep, flight: Flight): void {
  const grid = slides === null ? null : anchored(root, `grid:${slides.grid}`);
  if (slides === null || grid === null) return;
  const width = grid.clientWidth / CELLS_A_ROW;
  const pitch = (grid.children[0]?.clientHeight ?? 0) + 4;
  // Letters that are read leave at once; those that are acknowledged fade when the acknowledgement has arrived.
  const wait = flight.lost ? (flight.delay + flight.seconds * 0.6) * 1000 : 0;
  for (const { element, index } of thingsIn(grid)) {
    const was = index + slides.by;
    const dx = ((was % CELLS_A_ROW) - (index % CELLS_A_ROW)) * width;
    const dy = (Math.floor(was / CELLS_A_ROW) - Math.floor(index / CELLS_A_ROW)) * pitch;
    element.animate([{ transform: `translate(${dx}px, ${dy}px)` }, { transform: 'none' }], {
      duration: 240,
      delay: wait,
      fill: 'backwards',
      easing: EASE,
    });
  }
}

/** Frames a thing that changed its state. The frame is on the element itself, whose text may just have grown. */
export function frame(root: HTMLElement, anchors: readonly string[], ms: number): void {
  const element = anchors.map((anchor) => anchored(root, anchor)).find((found) => found !== null);
  const on = { outline: '2.5px solid var(--ink)', outlineOffset: '3px', borderRadius: '3px' };
  element?.animate([on, { ...on, offset: 0.8 }, { ...on, outlineColor: 'transparent' }], { duration: ms });
}
