import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright';

/** One device: nothing but its pages sees what they store. */
interface Device {
  /** Its origin and its options. */
  readonly kind: string;
  readonly context: BrowserContext;
  /** A page of the same origin that runs nothing. It reaches the storage, and opens the device's other pages. */
  readonly keeper: Page;
  isFree: boolean;
}

/** More devices than this are not kept, because each has a process. */
const MOST_KEPT = 8;

const devicesOf = new WeakMap<Browser, Device[]>();

/**
 * Opens an empty page on a device of its own, with no cookies and nothing but these texts in its local storage for
 * this origin. Closing the page gives the device back. Another page gets it, and finds the files and the compiled
 * code of the first, so that it opens in about 60 % of the CPU time, and nothing that the first has stored.
 */
export async function newPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  stored: Readonly<Record<string, string>>,
): Promise<Page> {
  const { origin } = new URL(address);
  const kind = JSON.stringify([origin, options]);
  const devices = devicesOf.get(browser) ?? [];
  devicesOf.set(browser, devices);
  let device = devices.find((one) => one.isFree && one.kind === kind);
  if (device === undefined) {
    if (devices.length >= MOST_KEPT) await devices.find(({ isFree }) => isFree)?.context.close();
    const context = await browser.newContext(options);
    device = { kind, context, keeper: await context.newPage(), isFree: false };
    devices.push(device);
    const made = device;
    context.on('close', () => devices.splice(devices.indexOf(made), 1));
    await device.keeper.goto(`${origin}/healthz`);
  }
  device.isFree = false;
  const { context, keeper } = device;
  await context.clearCookies();
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
    device.isFree = context.pages().length === 1;
  });
  return page;
}

/** Closes all pages that are left, and the contexts that are not kept for other pages. */
export async function closePages(browser: Browser): Promise<void> {
  const devices = devicesOf.get(browser) ?? [];
  for (const context of browser.contexts()) {
    const device = devices.find((one) => one.context === context);
    if (device === undefined) await context.close();
    else {
      for (const page of context.pages()) if (page !== device.keeper) await page.close();
      device.isFree = true;
    }
  }
}
