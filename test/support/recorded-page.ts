import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { type PageFiles, readPageFiles } from '../../server/web/page-files.ts';
import { pages } from '../../server/web/pages.ts';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { closePages, newPage } from './devices.ts';
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

/** Serves a built page, and returns its address. The server ends with the worker. */
async function serve(files: PageFiles, network: NetworkInfo): Promise<string> {
  const names = { listenHost: '127.0.0.1', allowedHosts: [] };
  const health = () => healthOf(network);
  const http = createServer(pages({ files, names, frameAncestors: [], token: null, health }));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  http.unref();
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
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
  /** The worker's files share the product's pages, so that their devices find the files of the pages before. */
  static #product: Promise<RecordedPages> | undefined;
  readonly #files: PageFiles;
  readonly #browser: Browser;
  /** Each network has a server that says so, because a page whose requests a test answers keeps no files. */
  readonly #addresses = new Map<string, Promise<string>>();

  private constructor(files: PageFiles, browser: Browser) {
    this.#files = files;
    this.#browser = browser;
  }

  static open(): Promise<RecordedPages> {
    RecordedPages.#product ??= RecordedPages.of(builtFolder);
    return RecordedPages.#product;
  }

  /** Serves the build in this folder. */
  static async of(folder: string): Promise<RecordedPages> {
    return new RecordedPages(readPageFiles(folder), await sharedBrowser());
  }

  #addressOn(network: NetworkInfo): Promise<string> {
    const kind = JSON.stringify(network);
    const address = this.#addresses.get(kind) ?? serve(this.#files, network);
    this.#addresses.set(kind, address);
    return address;
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
    const address = await this.#addressOn(lab?.network ?? NO_LABS);
    const page = await newPage(
      this.#browser,
      address,
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
    await before?.(page);
    const driver = new PageDriver(page);
    const url = new URL(query, address);
    url.searchParams.set('lang', language);
    await page.goto(url.href);
    return driver;
  }

  /** Closes the pages that are left. */
  close(): Promise<void> {
    return closePages(this.#browser);
  }
}
