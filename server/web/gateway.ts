import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { LIMITS } from '../../shared/limits.ts';
import { type AddressShares, SERVER_LIMITS } from '../limits.ts';
import { Classes } from '../classes/classes.ts';
import { Relay } from '../relay/relay.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Store } from '../store/store.ts';
import { ViewerConnection } from './viewer-connection.ts';
import { clientAddress } from './client-address.ts';
import { Peers } from './peers.ts';
import { queueShare } from './queue-share.ts';
import { TextFrames } from './text-frames.ts';
import { pages, type PagesOptions } from './pages.ts';
import { SpareMemory } from './spare-memory.ts';
import { Visitors } from './visitors.ts';
import { hostHeader, isOwnHost, isOwnOrigin, type OwnNames } from './who-may-ask.ts';

/**
 * Only the last part of the path counts, because a proxy may serve the page and its socket under any prefix.
 */
const SOCKET_PATH = /(^|\/)ws$/;

export interface Gateway {
  /** The HTTP server. It does not listen yet. */
  readonly http: Server;
  /** Keeps the rooms and classes in this store from now on. */
  keepIn(store: Store): void;
  /** Looks after all rooms and classes, as it does now and then. */
  sweep(): void;
  /** Closes every WebSocket with code 1001 and stops listening. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly pages: PagesOptions;
  readonly shares: AddressShares;
  /** A proxy in front says in X-Forwarded-For for whom it asks. */
  readonly trustForwardedFor: boolean;
}

/** Creates the server of the page (HTTP) and of the rooms (WebSocket), which share one port. */
export function createGateway(rooms: Rooms, options: GatewayOptions): Gateway {
  const { requestWithinMs, requestsCheckedEveryMs } = SERVER_LIMITS;
  const http = createServer(
    { headersTimeout: requestWithinMs, connectionsCheckingInterval: requestsCheckedEveryMs },
    pages(options.pages),
  );
  const peers = new Peers(options.shares.sockets * SERVER_LIMITS.connectionsPerSocket);
  // A proxy has one address for all its visitors.
  if (!options.trustForwardedFor) http.on('connection', (socket) => peers.admit(socket));
  const visitors = new Visitors(options.shares);
  const { token } = options.pages;
  const classes = new Classes(rooms);
  const upgrades = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes });
  const connections = new Set<ViewerConnection>();
  const memory = new SpareMemory();
  const shared = {
    frames: new TextFrames(),
    store: null as Store | null,
    relay: null as Relay | null,
    get queueBytes() {
      return queueShare(connections.size);
    },
  };

  http.on('upgrade', (request, socket: Duplex, head) => {
    // Until the handshake is done, nothing else listens for errors of this socket.
    const ignore = (): void => {};
    socket.on('error', ignore);
    const refuse = (status: string): void => {
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    const status = whyNot(request, options.pages.names, connections.size);
    if (status !== null) return refuse(status);
    const visitor = visitors.arrive(clientAddress(request, options.trustForwardedFor), performance.now());
    if (visitor === null) return refuse('429 Too Many Requests');
    const mayOpen = token === null || token.isIn(request.headers.cookie);
    socket.once('close', () => (visitor.sockets -= 1));
    upgrades.handleUpgrade(request, socket, head, (webSocket) => {
      socket.off('error', ignore);
      const options = { socket: webSocket, stream: socket, shared, classes, visitor, mayOpen };
      const connection = new ViewerConnection(options);
      connections.add(connection);
      memory.came(connections.size);
      webSocket.once('close', () => connections.delete(connection));
    });
  });

  const sweep = (): void => {
    rooms.sweep();
    classes.sweep();
  };
  const pings = setInterval(() => {
    for (const connection of connections) connection.ping();
    sweep();
    visitors.sweep(performance.now());
    shared.frames.forget();
    memory.look(connections.size);
  }, SERVER_LIMITS.pingEveryMs);
  pings.unref();

  return {
    http,
    sweep,
    keepIn(store) {
      shared.store = store;
      rooms.keepIn(store);
      classes.keepIn(store);
      if (store.shared === null) return;
      shared.relay = new Relay({ store, shared: store.shared, classes });
      store.shared.lost = () => {
        // Their pages come back by themselves, to whoever has their rooms now.
        for (const connection of connections) connection.goAway();
        classes.letGo();
        rooms.letGo();
      };
    },
    async close() {
      clearInterval(pings);
      shared.relay?.close();
      for (const connection of connections) connection.goAway();
      const closed = new Promise<void>((resolve) => {
        http.close(() => resolve());
      });
      // A browser that does not answer the close must not delay the server's end.
      const impatience = setTimeout(() => {
        for (const connection of connections) connection.terminate();
        http.closeAllConnections();
      }, 500);
      http.closeIdleConnections();
      await closed;
      clearTimeout(impatience);
    },
  };
}

function whyNot(request: IncomingMessage, names: OwnNames, connections: number): string | null {
  const host = hostHeader(request);
  const { origin } = request.headers;
  if (!isOwnHost(host, names) || !isOwnOrigin(origin, host, names)) return '403 Forbidden';
  const [path] = (request.url ?? '').split('?');
  if (path === undefined || !SOCKET_PATH.test(path)) return '404 Not Found';
  const most = LIMITS.viewers + SERVER_LIMITS.connectionsBesideViewers;
  return connections >= most ? '503 Service Unavailable' : null;
}
