import type { TestContext } from 'vitest';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { RedisServer } from './redis-server.ts';
import { RoomClient } from './room-client.ts';
import { eventually, isRunning, ServerProcess } from './server-process.ts';

type Of<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

/** Servers with a Redis of their own. */
export class Cluster {
  readonly redis: RedisServer;
  readonly #servers: ServerProcess[] = [];

  private constructor(redis: RedisServer) {
    this.redis = redis;
  }

  /** It ends with the test. */
  static async started({ onTestFinished }: TestContext): Promise<Cluster> {
    const cluster = new Cluster(await RedisServer.started('--appendonly', 'yes'));
    onTestFinished(() => cluster.#end());
    return cluster;
  }

  async serving(store = this.redis.url(), ...more: readonly string[]): Promise<ServerProcess> {
    const words = ['--port', '0', '--store', store, '--lab-hosts', '1', ...more];
    const server = await ServerProcess.serving(words);
    this.#servers.push(server);
    return server;
  }

  async two(): Promise<[ServerProcess, ServerProcess]> {
    return Promise.all([this.serving(), this.serving()]);
  }

  async #end(): Promise<void> {
    // SIGKILL ends a process that is stopped, too.
    await Promise.all(this.#servers.map((server) => server.stop('SIGKILL')));
    await this.redis.remove();
  }
}

export async function killed(server: ServerProcess): Promise<void> {
  const hosts = server.labHostPids;
  await server.stop('SIGKILL');
  for (const pid of hosts) await eventually(() => !isRunning(pid));
}

/** The newest message of a kind. */
export const newest = <T extends ServerMessage['type']>(page: RoomClient, type: T): Of<T> | undefined =>
  page.messages.findLast((one): one is Of<T> => one.type === type);

/** A class at a server. */
export async function begun(first: ServerProcess, lesson = 'L1') {
  const presenter = await RoomClient.enter(first.address, { lesson });
  presenter.say({ type: 'class', act: { is: 'begin' } });
  await presenter.until(() => presenter.state.atRest && newest(presenter, 'class') !== undefined);
  const { code, token } = newest(presenter, 'class')!;
  const hello = {
    room: presenter.welcome!.room,
    token: presenter.welcome!.token!,
    presents: { code, token: token! },
  };
  return { presenter, code, hello };
}
