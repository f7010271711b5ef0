import axeCore from 'axe-core';
import type { Page } from 'playwright';

const THEMES = ['light', 'dark', 'contrast'] as const;

/**
 * What axe finds within a part of the page, each with the elements that have it. The page must have been opened
 * with `bypassCSP`.
 */
export async function axeViolations(page: Page, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(async (selector) => {
    const { axe } = window as unknown as {
      axe: { run: (context: string) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run(selector)).violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`,
    );
  }, within);
}

/** The same in each theme. */
export async function axeViolationsInThemes(page: Page, within = 'html'): Promise<string[]> {
  const before = await page.evaluate(() => document.documentElement.dataset['theme'] ?? '');
  const found: string[] = [];
  for (const theme of THEMES) {
    await showTheme(page, theme);
    for (const violation of await axeViolations(page, within)) found.push(`${theme}: ${violation}`);
  }
  await showTheme(page, before);
  return found;
}

function showTheme(page: Page, theme: string): Promise<void> {
  return page.evaluate(async (name) => {
    document.documentElement.dataset['theme'] = name;
    // A colour that changes slowly has no contrast of its own until it is there.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
  }, theme);
}
