import axeCore from 'axe-core';
import type { Page } from 'playwright';

const THEMES = ['light', 'dark', 'contrast'] as const;

/** The outcome of these rules depends on the theme. They are among those that axe applies by default. */
const COLOUR = ['color-contrast', 'link-in-text-block'];

/**
 * Returns the rules that axe finds broken within a part of the page, each with the elements that break it.
 * The page must have been opened with `bypassCSP`. Without `rules`, axe applies all its default ones.
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

/** Checks each theme: the first by every rule, the others by the rules that depend on the theme. */
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
    // While a colour changes slowly, its contrast is not the final one.
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {})));
  }, theme);
}
