import axeCore from 'axe-core';
import type { Page } from 'playwright';

const THEMES = ['light', 'dark', 'contrast'] as const;

/** Of the rules that axe applies by default, the outcome of these depends on the theme. */
const COLOUR = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds within a part of the page, each with the elements that have it. The page must have been opened
 * with `bypassCSP`. `rules`: these only; all that axe applies by default where none are given.
 */
export async function axeViolations(
  page: Page,
  within = 'html',
  rules?: readonly string[],
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(
    async ([selector, only]) => {
      const { axe } = window as unknown as {
        axe: {
          run: (
            context: string,
            options: { runOnly?: readonly string[]; resultTypes: readonly string[] },
          ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const options = { ...(only !== undefined && { runOnly: only }), resultTypes: ['violations'] };
      return (await axe.run(selector, options)).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`,
      );
    },
    [within, rules] as const,
  );
}

/** The same in each theme: every rule in the first, and in the others the rules that depend on the theme. */
export async function axeViolationsInThemes(page: Page, within = 'html'): Promise<string[]> {
  const before = await page.evaluate(() => document.documentElement.dataset['theme'] ?? '');
  const found: string[] = [];
  for (const [i, theme] of THEMES.entries()) {
    await showTheme(page, theme);
    const violations = await axeViolations(page, within, i === 0 ? undefined : COLOUR);
    for (const violation of violations) found.push(`${theme}: ${violation}`);
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
