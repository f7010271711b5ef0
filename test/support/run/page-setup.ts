import { existsSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright';
import { chromiumFlags, findBrowser } from '../../../scripts/browser.mjs';
import { runFolder } from '../machine.ts';
import { ServerProcess } from '../server-process.ts';
import { NETWORKS, pageFile, type SharedPage } from '../shared-page.ts';

/**
 * Starts one browser and one server for each network, which all files share, because a test changes only its
 * own room.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const file = pageFile(runFolder());
  if (existsSync(file)) return undefined;
  const found = await findBrowser();
  if (found === undefined) throw new Error('no browser here; `npm test` installs one');
  const [browser, ...servers] = await Promise.all([
    chromium.launchServer({ ...(found !== 'playwright' && found), args: [...chromiumFlags] }),
    ...NETWORKS.map((network) => ServerProcess.serving(['--port', '0', '--network', network])),
  ]);
  const addresses = Object.fromEntries(NETWORKS.map((network, i) => [network, servers[i]!.address]));
  const shared = { browser: browser.wsEndpoint(), servers: addresses as SharedPage['servers'] };
  writeFileSync(file, JSON.stringify(shared satisfies SharedPage));
  return async () => {
    await Promise.all([browser.close(), ...servers.map((server) => server.stop())]);
  };
}
