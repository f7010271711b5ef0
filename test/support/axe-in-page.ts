import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Once a page, which must have been opened with `bypassCSP`. */
export async function addAxe(page: Page): Promise<void> {
  await page.evaluate(source);
}

/** What axe finds within a part of the page, in each theme, with the elements that have it. */
export async function axeFinds(page: Page, within = 'html'): Promise<string[]> {
  return page.evaluate(async (selector) => {
    const { axe } = window as unknown as {
      axe: {
        run: (context: Element) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { dataset } = document.documentElement;
    const before = dataset['theme'] ?? '';
    const found: string[] = [];
    for (const theme of ['light', 'dark', 'contrast']) {
      dataset['theme'] = theme;
      // What changes its colour slowly has none of its own until it is there.
      await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
      const { violations } = await axe.run(document.querySelector(selector)!);
      for (const { id, nodes } of violations)
        found.push(`${theme}: ${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`);
    }
    dataset['theme'] = before;
    return found;
  }, within);
}
