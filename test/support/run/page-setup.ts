import { existsSync, writeFileSync } from 'node:fs';
import { findBrowser } from '../../../scripts/browser.mjs';
import { runFolder } from '../machine.ts';
import { ServerProcess } from '../server-process.ts';
import { NETWORKS, pageFile, type SharedPage } from '../shared-page.ts';

/** Starts one server for each network, which all files share, because a test changes only its own room. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const file = pageFile(runFolder());
  if (existsSync(file)) return undefined;
  if ((await findBrowser()) === undefined) throw new Error('no browser here; `npm test` installs one');
  const servers = await Promise.all(
    NETWORKS.map((network) => ServerProcess.serving(['--port', '0', '--network', network])),
  );
  const addresses = Object.fromEntries(NETWORKS.map((network, i) => [network, servers[i]!.address]));
  writeFileSync(file, JSON.stringify({ servers: addresses } as SharedPage));
  return async () => {
    await Promise.all(servers.map((server) => server.stop()));
  };
}
