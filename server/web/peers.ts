import type { Socket } from 'node:net';
import { networkOf } from './client-address.ts';

/** The connections that each address has, whether they ask for anything or not. */
export class Peers {
  readonly #most: number;
  readonly #connections = new Map<string, number>();

  /** `most` is for one address. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Ends a connection beyond the address's share. */
  admit(socket: Socket): void {
    const peer = networkOf(socket.remoteAddress ?? '');
    const had = this.#connections.get(peer) ?? 0;
    if (had >= this.#most) {
      socket.destroy();
      return;
    }
    this.#connections.set(peer, had + 1);
    socket.once('close', () => {
      const left = this.#connections.get(peer)! - 1;
      if (left === 0) this.#connections.delete(peer);
      else this.#connections.set(peer, left);
    });
  }
}
