import { expect, onTestFinished, test } from 'vitest';
import { messages } from '../../../client/features/notices/replaced/messages.en.ts';
import { lacks } from '../../support/machine.ts';
import { PageDriver } from '../../support/page-driver.ts';
import { RedisServer } from '../../support/redis-server.ts';
import { RoomClient } from '../../support/room-client.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { sharedBrowser } from '../../support/shared-page.ts';
import { Way } from '../../support/way.ts';

const what = 'pages whose class is taken over by another server';
const missing = lacks('two-hosts', what) ?? lacks('redis-server', what);

async function twoServers(): Promise<readonly [ServerProcess, ServerProcess]> {
  const redis = await RedisServer.started('--appendonly', 'yes');
  onTestFinished(() => redis.remove());
  const serving = async (): Promise<ServerProcess> => {
    const words = ['--port', '0', '--store', redis.url(), '--lab-hosts', '1'];
    const server = await ServerProcess.serving(words);
    onTestFinished(async () => void (await server.stop('SIGKILL')));
    return server;
  };
  return Promise.all([serving(), serving()]);
}

test.skipIf(missing !== undefined)(
  '[STORE8] a page that follows a class whose server is killed goes on at another one by itself',
  async () => {
    const servers = await twoServers();
    const way = await Way.to(...servers.map(({ address }) => Number(new URL(address).port)));
    onTestFinished(() => way.close());
    const address = `http://127.0.0.1:${way.port}/`;
    const presenter = await RoomClient.enter(address, { lesson: 'L1' });
    presenter.say({ type: 'class', act: { is: 'begin' } });
    const told = () => presenter.messages.find((one) => one.type === 'class');
    await presenter.until(() => presenter.state.atRest && told() !== undefined);
    const { code, token } = told()!;
    const { room, token: ofRoom } = presenter.welcome!;
    const follower = await PageDriver.open(await sharedBrowser(), `${address}#/class/${code}`);
    await follower.page.getByText('Watching').first().waitFor();
    await presenter.drive(({ flows }) => Object.keys(flows).length > 0);
    const heads = async (page: RoomClient): Promise<boolean> =>
      (await follower.position()).head === page.timeline.head;
    await expect.poll(() => heads(presenter)).toBe(true);
    const all = await Promise.all(servers.map((server) => server.health()));
    const killedAtMs = performance.now();
    await servers[all.findIndex(({ labs }) => labs === 1)]!.stop('SIGKILL');
    await follower.page.locator('[data-part="lab-replaced"]').waitFor();
    await follower.page.locator('[data-part="mode"][data-mode="live"][data-cut-off="false"]').waitFor();
    console.info(`the page was at the other server ${(performance.now() - killedAtMs).toFixed(0)} ms later`);
    const back = await RoomClient.enter(address, { room, token: ofRoom!, presents: { code, token: token! } });
    await back.until(() => back.room?.replaces === 'server-ended' && back.state.atRest);
    await back.drive(({ flows }) => Object.keys(flows).length > 0);
    await expect.poll(() => heads(back)).toBe(true);
    await follower.page.getByText('Watching').first().waitFor();
  },
);

test.skipIf(missing !== undefined)(
  '[STORE8] a page that presents a class of another server in its own lab goes on in a new one, and says why',
  async () => {
    const [first, second] = await twoServers();
    const presenter = await RoomClient.enter(first.address, { lesson: 'L1' });
    presenter.say({ type: 'class', act: { is: 'begin' } });
    const told = () => presenter.messages.find((one) => one.type === 'class');
    await presenter.until(() => presenter.state.atRest && told() !== undefined);
    const { code, token } = told()!;
    const follower = await RoomClient.enter(first.address, { class: code });

    const { page, complaints } = await PageDriver.open(await sharedBrowser(), `${second.address}?lesson=L2`);
    const hash = (): string => new URL(page.url()).hash;
    await expect.poll(hash).toMatch(/^#\/room\//);
    const own = hash();
    // The teacher's own link, and then the lab that the tab had before.
    await page.evaluate((link) => (location.hash = link), `#/class/${code}/${token}`);
    await page.locator('[data-part="class-badge"]').waitFor();
    await expect.poll(hash).toBe(`#/room/${presenter.welcome!.room}`);
    await page.evaluate((link) => (location.hash = link), own);
    await page.getByText(messages.labElsewhere(false)).waitFor();
    await page.locator('[data-part="class-badge"]').waitFor();
    await follower.until(
      () => `#/room/${follower.messages.findLast((one) => one.type === 'welcome')!.room}` === hash(),
    );
    expect([own, `#/room/${presenter.welcome!.room}`]).not.toContain(hash());
    await follower.until(
      () => follower.state.lab?.lesson === 'L2' && follower.room?.replaces === 'other-server',
    );
    expect(complaints).toEqual([]);
  },
);
