import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRecording } from '../../shared/log/recording.ts';
import type { SocketState } from '../../shared/model/lab-state.ts';
import { timelineOf } from '../support/log-checks.ts';
import { RecordedPages } from '../support/recorded-page.ts';

/*
 * One thing has one value: what the stage, the dock, the plots and the inspector draw of a buffer at one moment is read
 * from the page and compared. Unit tests compare what they are drawn from, at every event.
 */

let pages: RecordedPages;
beforeAll(async () => {
  pages = await RecordedPages.open();
});
afterAll(() => pages.close());

/** The bytes in each buffer of the stage, by host and kind. Each has them in its label. */
async function onStage(page: Page): Promise<Record<string, number>> {
  const labels = await page.locator('section[data-anchor^="buffer:"]').evaluateAll((sections) =>
    sections.map((section) => ({
      host: section.closest('[data-anchor^="kernel:"]')?.getAttribute('data-anchor')?.slice(7),
      kind: section.getAttribute('data-anchor')?.split(':')[1],
      bytes: Number(/: (\d+) B$/.exec(section.getAttribute('aria-label') ?? '')?.[1]),
    })),
  );
  return Object.fromEntries(labels.map(({ host, kind, bytes }) => [`${host}-${kind}`, bytes]));
}

async function inDock(page: Page): Promise<Record<string, number>> {
  const keys = await page
    .locator('[data-part="plot"] figcaption > span:has(path)')
    .evaluateAll((spans) =>
      spans.map((span) => [
        span.querySelector('path')?.getAttribute('data-series') ?? '',
        Number(span.querySelector('b')?.textContent),
      ]),
    );
  return Object.fromEntries(keys) as Record<string, number>;
}

test.each([
  ['L1', 60],
  ['L15', 90],
  ['L16', 117],
  ['L18', 108],
] as const)('stage, dock and inspector draw one figure of each buffer in %s at event %i', async (id, at) => {
  const file = new URL(`../../client/public/recordings/${id}.ndjson`, import.meta.url);
  const { state } = timelineOf(readRecording(readFileSync(file, 'utf8')).events.slice(0, at));
  const { page } = await pages.page(null, { query: `?replay=${id}&at=${at}` });
  await page.locator('section[data-anchor^="buffer:"]').first().waitFor();
  await page.locator('[data-part="plot"] figcaption > span:has(path)').first().waitFor();
  const stage = await onStage(page);
  const dock = await inDock(page);
  expect(Object.keys(stage).length).toBeGreaterThan(0);
  for (const [buffer, bytes] of Object.entries(stage))
    expect({ [buffer]: dock[buffer] }).toEqual({ [buffer]: bytes });
  // The inspector has the kernel's own count, and the model's beside it.
  const shown = (await page
    .locator('section[data-anchor^="buffer:recv:"]')
    .first()
    .getAttribute('data-anchor'))!.slice('buffer:recv:'.length);
  const socket: SocketState = state.sockets[shown]!;
  await page.locator(`[data-anchor="header:${shown}"] button`).first().click();
  const rqueue = page.locator('[data-fact="rqueue"]');
  await rqueue.waitFor();
  const words = (await rqueue.innerText()).replaceAll('\u202f', '');
  expect(words).toContain(`${socket.kernel.rqueue ?? 'not observed'}`);
  await page.close();
});
