import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { LabHostStatus } from '../../shared/schema.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { Labs, LabSink } from '../rooms/labs.ts';
import type { HostCommand } from './messages.ts';
import { type LabHostOptions, LabHostProcess, NOT_UP } from './lab-host-process.ts';

/**
 * Spreads the labs over several lab hosts, so that one that hangs or dies takes its own labs only. A lab host is
 * started when each of the others has a lab, because one learner needs only one of them.
 */
export class LabHosts implements Labs {
  readonly #hosts: readonly LabHostProcess[];
  #started = 1;

  /** `share` is the number of lab hosts that there may be. */
  constructor(options: LabHostOptions) {
    this.#hosts = Array.from({ length: options.share ?? 1 }, () => new LabHostProcess(options));
  }

  get network(): NetworkInfo {
    return this.#foremost.network;
  }

  get status(): LabHostStatus {
    return this.#foremost.status;
  }

  /** The number of lab hosts that are up. */
  get up(): number {
    return this.#hosts.filter(({ status }) => status === 'up').length;
  }

  /** Resolves when the first lab host has probed its network, or has failed to. */
  start(): Promise<NetworkInfo> {
    return this.#hosts[0]!.start();
  }

  async close(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.close()));
  }

  async create(lab: string, lesson: Lesson, sink: LabSink): Promise<ProtocolError | null> {
    const next = this.#hosts[this.#started];
    if (next !== undefined && this.#inService[0]!.labs > 0) {
      this.#started += 1;
      void next.start();
    }
    let error: ProtocolError | null = null;
    // Another may have room for a lab, or be up, where one has none or is not. A lab that ended one ends no other.
    for (const host of this.#inService) {
      error = await host.create(lab, lesson, sink);
      if (error?.code !== 'too-many-labs' && error !== NOT_UP) return error;
    }
    return error;
  }

  command(lab: string, command: HostCommand): Promise<ProtocolError | null> {
    return this.#hostOf(lab)?.command(lab, command) ?? Promise.resolve(refusal('lab-closed'));
  }

  async end(lab: string): Promise<void> {
    await this.#hostOf(lab)?.end(lab);
  }

  #hostOf(lab: string): LabHostProcess | undefined {
    return this.#hosts.find((host) => host.has(lab));
  }

  /** The lab host whose status and network everybody is told. */
  get #foremost(): LabHostProcess {
    return this.#hosts.find(({ status }) => status === 'up') ?? this.#hosts[0]!;
  }

  /** The lab hosts that were started, in the order in which they would make a lab soonest. */
  get #inService(): LabHostProcess[] {
    const ahead = ({ status, labs }: LabHostProcess): number =>
      labs + { up: 0, restarting: SERVER_LIMITS.labsMadeWhileOneStarts, down: Infinity }[status];
    return this.#hosts.slice(0, this.#started).sort((a, b) => ahead(a) - ahead(b) || a.labs - b.labs);
  }
}
