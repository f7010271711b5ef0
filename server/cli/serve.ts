import { join } from 'node:path';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import type { ServeConfig } from './config.ts';
import { createGateway, type Gateway } from '../web/gateway.ts';
import type { LabHosts } from '../lab-host-client/lab-hosts.ts';
import { LaunchToken } from '../web/launch-token.ts';
import { listen } from '../web/listen.ts';
import { readPageFiles } from '../web/page-files.ts';
import type { Rooms } from '../rooms/rooms.ts';
import { FileStore } from '../store/files.ts';
import { openRedis } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { othersAt, pageAddress } from './addresses.ts';
import { announce, type Terminal } from './announce.ts';
import { openBrowser } from './open-browser.ts';

export interface ServeParts {
  readonly labHosts: LabHosts;
  readonly rooms: Rooms;
  /** The folder of the built page. */
  readonly page: string;
  readonly version: string;
  readonly terminal: Terminal;
  /** This promise settles when the user wants the server to end. */
  readonly ended: Promise<void>;
}

/** Serves until `ended` settles, and then closes everything. Throws Failure if it cannot begin. */
export async function serve(config: ServeConfig, parts: ServeParts): Promise<void> {
  const { labHosts, terminal, ended } = parts;
  const token = config.token ? new LaunchToken() : null;
  const gateway = gatewayOf(config, parts, token);
  try {
    // The probe comes first, because a welcome says which network there is.
    const network = await labHosts.start();
    // Nobody is let in before the store is there.
    const redis = await redisOf(config, network, () => {
      gateway.sweep();
      // A room that could not be written is tried again no sooner.
      after(SERVER_LIMITS.keptAgainAfterMs, () => gateway.sweep());
    });
    // A Redis that is not there has nothing to agree on.
    if (redis?.shared) await token?.agree((text) => redis.shared!.agreedOn('launch', text)).catch(() => {});
    const secret = token?.secret ?? null;
    const bound = await listen(gateway.http, config);
    // Connections are taken in a later turn of the event loop.
    const store = redis ?? folderOf(config, network, bound.port);
    if (store !== null) gateway.keepIn(store);
    // Every viewer is told these addresses, so that they are without the token. A laptop comes into another network.
    parts.rooms.othersAt = () => othersAt(config, bound.port);
    announce(config, bound, network, terminal, secret);
    if (config.open) openBrowser(pageAddress(config, bound, secret));
    await ended;
  } finally {
    // Nobody is told anything any more once the gateway closes, and what the labs say at their end is not kept.
    await Promise.all([gateway.close(), parts.rooms.close().then(() => labHosts.close())]);
  }
}

/** A room has nothing to keep where no lab can run. */
function folderOf({ data }: ServeConfig, { grade }: NetworkInfo, port: number): Store | null {
  if (data === null || grade === 'replay') return null;
  const folder = data.ofPort ? join(data.path, String(port)) : data.path;
  return FileStore.open(folder, say);
}

async function redisOf(
  { store: url }: ServeConfig,
  { grade }: NetworkInfo,
  changed: () => void,
): Promise<Store | null> {
  return url === undefined || grade === 'replay' ? null : openRedis({ url, say, changed });
}

function say(sentence: string): void {
  process.stderr.write(`socketscope: ${sentence}\n`);
}

function gatewayOf(
  config: ServeConfig,
  { labHosts, rooms, page, version }: ServeParts,
  token: LaunchToken | null,
): Gateway {
  const { shares, trustForwardedFor } = config;
  const pages = {
    files: readPageFiles(page),
    names: { listenHost: config.host, allowedHosts: config.allowedHosts },
    frameAncestors: config.frameAncestors,
    token,
    health: () => {
      const { grade, capture, isolated } = labHosts.network;
      return {
        grade,
        capture,
        isolated,
        labHost: labHosts.status,
        labHosts: labHosts.up,
        ...rooms.counts,
        version,
      };
    },
  };
  return createGateway(rooms, { pages, shares, trustForwardedFor });
}
