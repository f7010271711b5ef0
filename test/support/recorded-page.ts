import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { readPageFiles } from '../../server/web/page-files.ts';
import { pages } from '../../server/web/pages.ts';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { newPage } from './devices.ts';
import { EVERY_PART, type OpenOptions, PageDriver } from './page-driver.ts';
import { NETWORK, type RecordedLab } from './recorded-lab.ts';
import { sharedBrowser } from './shared-page.ts';

const builtFolder = fileURLToPath(new URL('../../dist/client', import.meta.url));

const NO_LABS: NetworkInfo = { ...NETWORK, grade: 'replay', capture: 'recording' };

function healthOf({ grade, capture, isolated }: NetworkInfo) {
  return {
    grade,
    capture,
    isolated,
    labHost: 'up' as const,
    labHosts: 1,
    labs: 0,
    viewers: 0,
    version: '0.0.0',
  };
}

export interface RecordedOptions extends OpenOptions {
  /** The query of the address. If it is absent, it names the lab's own lesson. */
  readonly query?: string;
  /** Called before the page is loaded. */
  readonly before?: (page: Page) => Promise<unknown>;
  /** The choices that the person at this device made earlier. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/**
 * The built page as the server gives it, in a browser, with recorded labs at the other end of its WebSocket.
 */
export class RecordedPages {
  readonly #http: Server;
  readonly #browser: Browser;
  readonly #address: string;

  private constructor(http: Server, browser: Browser) {
    this.#http = http;
    this.#browser = browser;
    this.#address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  }

  /** Serves the build in this folder, which is the product's by default. */
  static async open(folder = builtFolder): Promise<RecordedPages> {
    const http = createServer(
      pages({
        files: readPageFiles(folder),
        names: { listenHost: '127.0.0.1', allowedHosts: [] },
        frameAncestors: [],
        token: null,
        health: () => healthOf(NETWORK),
      }),
    );
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return new RecordedPages(http, await sharedBrowser());
  }

  /**
   * Opens a page on a device that no other page uses. With null, no server has labs. Motion is reduced unless the
   * options say otherwise. Closing the page gives the device back.
   */
  async page(lab: RecordedLab | null, options: RecordedOptions = {}): Promise<PageDriver> {
    const {
      query = lab === null ? '' : `?lesson=${lab.lesson}`,
      language = 'en',
      settings = { speed: 4 },
      before,
      ...rest
    } = options;
    const page = await newPage(
      this.#browser,
      this.#address,
      { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce', bypassCSP: true, ...rest },
      { 'socketscope.settings': JSON.stringify({ ...EVERY_PART, ...settings }) },
    );
    page.setDefaultTimeout(10_000);
    await page.routeWebSocket(/\/ws$/, (route) => {
      if (lab === null) {
        void route.close();
        return;
      }
      const hear = lab.connect(route);
      route.onMessage((frame) => hear(String(frame)));
    });
    const network = lab?.network ?? NO_LABS;
    // A page with a route keeps no files.
    if (network !== NETWORK)
      await page.route('**/healthz', (route) => route.fulfill({ json: healthOf(network) }));
    await before?.(page);
    const driver = new PageDriver(page);
    const url = new URL(query, this.#address);
    url.searchParams.set('lang', language);
    await page.goto(url.href);
    return driver;
  }

  get address(): string {
    return this.#address;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}
