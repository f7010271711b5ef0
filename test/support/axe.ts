import axeCore from 'axe-core';
import type { Page } from 'playwright';

const THEMES = ['light', 'dark', 'contrast'] as const;

/** The outcome of these rules depends on the theme. They are among those that axe applies by default. */
const COLOUR = ['color-contrast', 'link-in-text-block'];

type Rules = 'all' | 'of colour' | 'not of colour';

/**
 * Returns the rules that axe finds broken within a part of the page, each with the elements that break it.
 * The page must have been opened with `bypassCSP`. The rules are those that axe applies by default.
 */
export function axeViolations(page: Page, within = 'html'): Promise<string[]> {
  return broken(page, within, 'all');
}

/** Leaves out the colours, which take axe half of its time, for a page whose colours are looked at in another test. */
export function axeViolationsButColours(page: Page, within = 'html'): Promise<string[]> {
  return broken(page, within, 'not of colour');
}

/** Checks each theme: the first by every rule, the others by the rules that depend on the theme. */
export async function axeViolationsInThemes(page: Page, within = 'html'): Promise<string[]> {
  const before = await page.evaluate(() => document.documentElement.dataset['theme'] ?? '');
  const found: string[] = [];
  for (const [i, theme] of THEMES.entries()) {
    await showTheme(page, theme);
    const violations = await broken(page, within, i === 0 ? 'all' : 'of colour');
    for (const violation of violations) found.push(`${theme}: ${violation}`);
  }
  await showTheme(page, before);
  return found;
}

async function broken(page: Page, within: string, rules: Rules): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(
    async ([selector, asked, colour]) => {
      // A text that fades in is judged when it is there.
      const fading = document.getAnimations().filter(
        ({ effect, playState, timeline }) =>
          // An animation by a scroll position never ends.
          timeline instanceof DocumentTimeline &&
          playState === 'running' &&
          effect?.getComputedTiming().endTime !== Infinity,
      );
      await Promise.all(fading.map(({ finished }) => finished.catch(() => {})));
      const { axe } = window as unknown as {
        axe: {
          run: (
            context: string,
            options: object,
          ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
        };
      };
      const options = {
        ...(asked === 'of colour' && { runOnly: colour }),
        ...(asked === 'not of colour' && {
          rules: Object.fromEntries(colour.map((rule) => [rule, { enabled: false }])),
        }),
        resultTypes: ['violations'],
      };
      return (await axe.run(selector, options)).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' ')}`,
      );
    },
    [within, rules, COLOUR] as const,
  );
}

function showTheme(page: Page, theme: string): Promise<void> {
  return page.evaluate(async (name) => {
    document.documentElement.dataset['theme'] = name;
    // While a colour changes slowly, its contrast is not the final one. A cursor that blinks never ends.
    const changing = document
      .getAnimations()
      .filter(
        ({ effect, timeline }) =>
          timeline instanceof DocumentTimeline && effect?.getComputedTiming().endTime !== Infinity,
      );
    await Promise.all(changing.map(({ finished }) => finished.catch(() => {})));
  }, theme);
}
