// Makes docs/stage.png: the built product, stepped to the moment that the README describes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from 'playwright';
import { chromiumFlags, findBrowser } from './browser.mjs';

const PRIMARY = '[data-part="primary"]:visible';

const server = spawn(process.execPath, ['dist/server/main.js', '--port', '0', '--no-open'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const [printed] = await once(server.stdout, 'data');
const address = /http:\/\/\S+/.exec(String(printed))?.[0];
const found = await findBrowser();
const browser = await chromium.launch({
  ...(typeof found === 'object' ? found : {}),
  args: [...chromiumFlags],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1.5 });
  await page.goto(`${address}?lesson=L1&lang=en`);
  const ready = () => page.locator(`${PRIMARY}[aria-disabled="false"][data-telling="false"]`).waitFor();
  const press = async () => {
    await ready();
    const asks = /Predict/.test(await page.locator(PRIMARY).innerText());
    await page.locator(PRIMARY).click();
    if (asks) await page.getByRole('button', { name: 'Only watch' }).click();
    await page.waitForTimeout(700);
  };
  const until = async (/** @type {RegExp} */ label) => {
    for (await ready(); !label.test(await page.locator(PRIMARY).innerText()); await ready()) await press();
  };
  await until(/Deliver 7 bytes/);
  // The server prints the client's address, and then sleeps in recv().
  for (let line = 0; line < 2; line += 1) {
    await page.keyboard.press('s');
    await page.waitForTimeout(2500);
  }
  await page.screenshot({ path: 'docs/stage.png' });
} finally {
  await browser.close();
  server.kill();
}
