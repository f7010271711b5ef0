import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { runFolder } from './machine.ts';

/** `auto` is the best network that this machine can have. */
export const NETWORKS = ['auto', 'loopback', 'replay'] as const;
type SharedNetwork = (typeof NETWORKS)[number];

/** All files of a run share these, which run/page-setup.ts has started. */
export interface SharedPage {
  /** The address of the browser's WebSocket. */
  readonly browser: string;
  /** Each server's address. */
  readonly servers: Readonly<Record<SharedNetwork, string>>;
}

export const pageFile = (folder: string): string => join(folder, 'page.json');

function sharedPage(): SharedPage {
  return JSON.parse(readFileSync(pageFile(runFolder()), 'utf8')) as SharedPage;
}

/** Connects to the run's one browser. Closing the connection closes only what was opened through it. */
export function sharedBrowser(): Promise<Browser> {
  return chromium.connect(sharedPage().browser);
}

/** Returns the run's one server on this network. Each page that names no room gets a new one. */
export function sharedServer(network: SharedNetwork = 'auto'): { readonly address: string } {
  return { address: sharedPage().servers[network] };
}
