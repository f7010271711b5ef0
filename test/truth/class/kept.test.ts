import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { lacks } from '../../support/machine.ts';
import { PageDriver } from '../../support/page-driver.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { sharedBrowser } from '../../support/shared-page.ts';

const missing = lacks('two-hosts', 'pages whose server is killed');

test.skipIf(missing !== undefined)(
  '[STORE3] pages whose server is killed and started again are back by themselves, and lesson and class go on',
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'socketscope-e2e-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const serving = async (port: string): Promise<ServerProcess> => {
      const server = await ServerProcess.serving(['--port', port, '--data', data]);
      onTestFinished(async () => void (await server.stop('SIGKILL')));
      return server;
    };
    const first = await serving('0');
    const browser = await sharedBrowser();
    const controller = await PageDriver.open(browser, `${first.address}?lesson=L17`);
    await controller.nextUntil(/Deliver 3 bytes/);
    const { head } = await controller.position();
    const code = await controller.beginClass();
    await controller.page.keyboard.press('Escape');
    const follower = await PageDriver.open(browser, `${first.address}#/class/${code}`);
    await follower.page.getByText('Watching').first().waitFor();
    await expect.poll(async () => (await follower.position()).head).toBe(head);

    // A page whose own code cannot be fetched says that instead.
    for (const { page } of [controller, follower]) await page.waitForLoadState('networkidle');
    await first.stop('SIGKILL');
    for (const { page } of [controller, follower]) await page.locator('[data-part="lost"]').waitFor();
    await serving(new URL(first.address).port);
    const returnedAtMs = performance.now();
    for (const { page } of [controller, follower]) {
      await page.locator('[data-part="lab-replaced"]').waitFor();
      await page.locator('[data-part="mode"][data-mode="live"][data-cut-off="false"]').waitFor();
    }
    console.info(
      `both pages were back ${(performance.now() - returnedAtMs).toFixed(0)} ms after their server`,
    );
    await follower.page.getByText('Watching').first().waitFor();
    await controller.page.getByRole('button', { name: /^Class .*, 1 person here/ }).waitFor();
    /** Each of the two may still be on its way. */
    const together = (): Promise<void> =>
      expect
        .poll(async () => isDeepStrictEqual(await follower.position(), await controller.position()))
        .toBe(true);
    await controller.next();
    await together();
    // The class goes on, too.
    await controller.page.keyboard.press('ArrowLeft');
    await expect
      .poll(() => controller.position().then(({ cursor, head: newest }) => cursor < newest))
      .toBe(true);
    await together();
    await controller.page.keyboard.press('End');
    await controller.page.locator('[data-part="lab-replaced"]').waitFor({ state: 'detached' });
    // The log until then is kept on the page.
    await controller.page.locator('[data-part="menu"]').click();
    await controller.page.getByRole('button', { name: 'Show the log of the lab that died' }).click();
    await controller.page.locator('[data-part="mode"][data-mode="recording"]').waitFor();
    expect((await controller.position()).head).toBe(head + 1);
  },
);
