import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to ports of this machine: each connection goes to the next of them that listens. It can be cut. */
export class Way {
  readonly port: number;
  readonly #ports: readonly number[];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #connections = 0;
  #isCut = false;

  private constructor(server: Server, ports: readonly number[]) {
    this.port = (server.address() as AddressInfo).port;
    this.#server = server;
    this.#ports = ports;
    server.on('connection', (socket) => {
      this.#own(socket);
      if (this.#isCut) socket.destroy();
      else this.#lead(socket, this.#connections, ports.length);
      this.#connections += 1;
    });
  }

  static async to(...ports: readonly number[]): Promise<Way> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Way(server, ports);
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  close(): void {
    this.#server.close();
    this.cut();
  }

  #lead(socket: Socket, which: number, tries: number): void {
    const other = connect(this.#ports[which % this.#ports.length]!, '127.0.0.1');
    let isThere = false;
    this.#own(other);
    other.once('connect', () => {
      isThere = true;
      socket.pipe(other).pipe(socket);
    });
    other.once('close', () => {
      if (isThere || tries === 1) socket.destroy();
      else this.#lead(socket, which + 1, tries - 1);
    });
    socket.once('close', () => other.destroy());
  }

  #own(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
  }
}
