import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { runFolder } from './machine.ts';
import { launchBrowser } from './page-driver.ts';

/** `auto` is the best network that this machine can have. */
export const NETWORKS = ['auto', 'loopback', 'replay'] as const;
type SharedNetwork = (typeof NETWORKS)[number];

/** All files of a run share these, which run/page-setup.ts has started. */
export interface SharedPage {
  /** Each server's address. */
  readonly servers: Readonly<Record<SharedNetwork, string>>;
}

export const pageFile = (folder: string): string => join(folder, 'page.json');

function sharedPage(): SharedPage {
  return JSON.parse(readFileSync(pageFile(runFolder()), 'utf8')) as SharedPage;
}

let browser: Promise<Browser> | undefined;

/**
 * Returns the worker's one browser, which ends with the worker. A file closes what it has opened there
 * (`closePages`).
 */
export function sharedBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

/** Returns the run's one server on this network. Each page that names no room gets a new one. */
export function sharedServer(network: SharedNetwork = 'auto'): { readonly address: string } {
  return { address: sharedPage().servers[network] };
}
