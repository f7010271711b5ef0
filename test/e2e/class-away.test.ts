import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { closePages } from '../support/devices.ts';
import { PageDriver } from '../support/page-driver.ts';
import { sharedBrowser, sharedServer } from '../support/shared-page.ts';

const server = sharedServer('loopback');
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => closePages(browser));

/** A way to the server that can be cut, as a phone's is in a tunnel. */
async function wayTo(address: string) {
  const { port, hostname } = new URL(address);
  const ends = new Set<Socket>();
  const way = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end);
      end.pipe(other);
      end.on('error', () => {});
      end.on('close', () => {
        ends.delete(end);
        other.destroy();
      });
    }
  });
  const open = (at: number): Promise<void> =>
    new Promise((resolve) => {
      way.listen(at, '127.0.0.1', resolve);
    });
  await open(0);
  const own = (way.address() as AddressInfo).port;
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => {
      way.close(resolve);
    });
    for (const end of ends) end.destroy();
    await closed;
  };
  onTestFinished(() => cut().catch(() => {}));
  return { address: `http://127.0.0.1:${own}/`, cut, open: () => open(own) };
}

test('[CLASS4] [HAND1] a phone that loses its network, and one whose tab is closed and opened again, are where the class is by themselves', async () => {
  const presenter = await PageDriver.open(browser, server.address);
  await presenter.ready();
  const code = await presenter.beginClass();
  await presenter.page.keyboard.press('Escape');
  const badge = presenter.page.locator('[data-part="class-badge"]');

  const way = await wayTo(server.address);
  const viewport = { width: 390, height: 844 };
  const phone = await PageDriver.open(browser, `${way.address}#/class/${code}`, { language: 'zh', viewport });
  await phone.page.getByText(`你在跟随课堂 ${code}`).waitFor();
  await badge.filter({ hasText: '1' }).waitFor();
  const headOf = async ({ page }: PageDriver): Promise<number> =>
    Number(await page.locator('[data-part="scrubber"]').getAttribute('max'));

  await phone.page.waitForLoadState('networkidle');
  await way.cut();
  await phone.page.locator('[data-part="lost"]').waitFor();
  await badge.filter({ hasText: '0' }).waitFor();
  const before = await headOf(phone);
  await presenter.next();
  await presenter.settled();
  expect(await headOf(presenter)).toBeGreaterThan(before);
  await way.open();
  await expect.poll(() => headOf(phone)).toBe(await headOf(presenter));
  await phone.page.locator('[data-part="lost"]').waitFor({ state: 'detached' });
  await badge.filter({ hasText: '1' }).waitFor();

  // The hand is the device's, in whichever tab.
  await phone.page.locator('[data-part="raise-hand"]').click();
  await presenter.page.locator('[data-part="hands-badge"]', { hasText: '1' }).waitFor();
  const again = await phone.page.context().newPage();
  await phone.page.close();
  await badge.filter({ hasText: '0' }).waitFor();
  await presenter.next();
  await presenter.settled();
  await again.goto(`${way.address}?lang=zh#/class/${code}`);
  const back = new PageDriver(again);
  await again.getByRole('button', { name: '放下手' }).waitFor();
  await expect.poll(() => headOf(back)).toBe(await headOf(presenter));
  await badge.filter({ hasText: '1' }).waitFor();
  await again.close();
  const complaints = [presenter, phone, back].flatMap((one) => one.complaints);
  expect(complaints.filter((text) => !/WebSocket|net::ERR_/.test(text))).toEqual([]);
});
