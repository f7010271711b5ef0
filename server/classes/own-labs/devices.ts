import { createHash } from 'node:crypto';
import type { Member } from '../member.ts';
import type { OwnLab } from './register.ts';

/** The devices that are in a class, each by a hash of its secret, and their connections. */
export class Devices {
  readonly #code: string;
  readonly #deviceOf = new Map<Member, string>();
  readonly #connectionsOf = new Map<string, Set<Member>>();

  constructor(code: string) {
    this.#code = code;
  }

  /** The secret cannot be had back from it. It is another in each class, and another than that of the device's answers. */
  hashOf(secret: string): string {
    return createHash('sha256').update(`${this.#code} lab ${secret}`).digest('base64url').slice(0, 32);
  }

  join(member: Member): void {
    if (member.device === null || this.#deviceOf.has(member)) return;
    const device = this.hashOf(member.device);
    this.#deviceOf.set(member, device);
    this.#connectionsOf.set(device, new Set([...this.connectionsOf(device), member]));
  }

  leave(member: Member): void {
    const device = this.#deviceOf.get(member);
    this.#deviceOf.delete(member);
    if (device === undefined) return;
    const connections = this.#connectionsOf.get(device);
    connections?.delete(member);
    if (connections?.size === 0) this.#connectionsOf.delete(device);
  }

  /** Undefined for a browser that keeps none. */
  of(member: Member): string | undefined {
    return this.#deviceOf.get(member);
  }

  connectionsOf(device: string): readonly Member[] {
    return [...(this.#connectionsOf.get(device) ?? [])];
  }

  connectionsIn(room: string, device: string): readonly Member[] {
    return this.connectionsOf(device).filter(({ seat }) => seat?.room === room);
  }

  /** The devices that are in their lab now. */
  inLab({ room, devices }: OwnLab): Set<string> {
    return new Set([...devices].filter((device) => this.connectionsIn(room, device).length > 0));
  }

  /** The devices of these members, and the number of those that have none. */
  among(members: Iterable<Member>): { readonly known: ReadonlySet<string>; readonly unknown: number } {
    const known = new Set<string>();
    let unknown = 0;
    for (const member of members) {
      const device = this.of(member);
      if (device === undefined) unknown += 1;
      else known.add(device);
    }
    return { known, unknown };
  }
}
