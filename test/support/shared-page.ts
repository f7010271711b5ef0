import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright';
import { runFolder } from './machine.ts';

/** `auto` is the best that this machine can do. */
export const NETWORKS = ['auto', 'loopback', 'replay'] as const;
type SharedNetwork = (typeof NETWORKS)[number];

/** What all files of a run share, as run/page-setup.ts has started it. */
export interface SharedPage {
  /** The browser's WebSocket. */
  readonly browser: string;
  /** Each server's address. */
  readonly servers: Readonly<Record<SharedNetwork, string>>;
}

export const pageFile = (folder: string): string => join(folder, 'page.json');

function sharedPage(): SharedPage {
  return JSON.parse(readFileSync(pageFile(runFolder()), 'utf8')) as SharedPage;
}

/** A connection to the run's one browser: closing it closes what was opened through it, and no more. */
export function sharedBrowser(): Promise<Browser> {
  return chromium.connect(sharedPage().browser);
}

/** The run's one server on this network; each page that names no room gets a new one. */
export function sharedServer(network: SharedNetwork = 'auto'): { readonly address: string } {
  return { address: sharedPage().servers[network] };
}
