import type { Page } from 'playwright';

/** A thumb hits what has at least this width and height, px (WCAG 2.5.5). */
const THUMB_PX = 44;

/** The controls of the page's header that a thumb of 44 px misses, or that lie beyond the window. */
export const controlsTooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((thumb) => {
    const half = thumb / 2 - 1;
    return [
      ...document.querySelectorAll<HTMLElement>('header:has(> :is([data-part="menu"], nav)) :is(a, button)'),
    ]
      .filter((control) => control.getBoundingClientRect().width > 0)
      .filter((control) => {
        const { left, right, top, bottom } = control.getBoundingClientRect();
        const [x, y] = [(left + right) / 2, (top + bottom) / 2];
        const around = [
          [-half, 0],
          [half, 0],
          [0, -half],
          [0, half],
        ] as const;
        return !around.every(([dx, dy]) => {
          const hit = document.elementFromPoint(x + dx, y + dy);
          return hit !== null && (hit === control || control.contains(hit));
        });
      })
      .map((control) => control.getAttribute('aria-label') ?? control.innerText);
  }, THUMB_PX);
