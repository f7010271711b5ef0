import { BlockedWatch } from './observe/blocked-watch.ts';
import { lackingBy, lackingFor } from './budget.ts';
import { Deliveries } from './deliveries.ts';
import { Lab } from './lab.ts';
import type { FromLabHost, HostCommand, ToLabHost } from '../lab-host-client/messages.ts';
import type { NetworkChosen } from './networks/select-network.ts';

export interface LabHostOptions {
  readonly choice: NetworkChosen;
  readonly kernel: string;
  readonly post: (message: FromLabHost) => void;
}

/** All labs of the process, by the names that the server gave them. */
export class LabHost {
  readonly #options: LabHostOptions;
  readonly #labs = new Map<string, Lab>();
  readonly #deliveries = new Map<string, Deliveries>();
  readonly #watch = new BlockedWatch();

  constructor(options: LabHostOptions) {
    this.#options = options;
  }

  receive(message: ToLabHost): void {
    switch (message.type) {
      case 'create':
        return this.#create(message);
      case 'command':
        return void this.#command(message.lab, message.id, message.command);
      case 'end':
        return void this.#end(message.lab);
      case 'seen':
        return this.#deliveries.get(message.lab)?.seen();
      case 'are-you-alive':
        return this.#options.post({ type: 'alive' });
      default:
        return message satisfies never;
    }
  }

  #create({ lab: id, lesson }: Extract<ToLabHost, { type: 'create' }>): void {
    const { choice, kernel, post } = this.#options;
    const { open } = choice;
    if (open === null) return post({ type: 'created', lab: id, error: { code: 'lab-unavailable' } });
    const lacking = lackingFor(this.#labs.size, choice.info);
    if (lacking !== null)
      return post({ type: 'created', lab: id, error: { code: 'too-many-labs', detail: lacking } });
    const deliveries = new Deliveries((events) => post({ type: 'events', lab: id, events }));
    try {
      const lab = new Lab({
        lesson,
        kernel,
        watch: this.#watch,
        openNetwork: (log, onActivity) => open(log, lesson, onActivity),
        deliver: (events) => deliveries.add(events),
      });
      this.#labs.set(id, lab);
      this.#deliveries.set(id, deliveries);
      post({ type: 'created', lab: id, error: null });
    } catch (error) {
      const code = lackingBy(error) === null ? 'lab-unavailable' : 'too-many-labs';
      const detail = lackingBy(error) ?? String(error).slice(0, 512);
      post({ type: 'created', lab: id, error: { code, detail } });
    }
  }

  async #command(id: string, command: number, what: HostCommand): Promise<void> {
    const lab = this.#labs.get(id);
    const error = lab === undefined ? ({ code: 'lab-closed' } as const) : await lab.command(what);
    this.#options.post({ type: 'reply', lab: id, id: command, error });
  }

  async #end(id: string): Promise<void> {
    const lab = this.#labs.get(id);
    this.#labs.delete(id);
    await lab?.end();
    this.#deliveries.get(id)?.flush();
    this.#deliveries.delete(id);
    this.#options.post({ type: 'ended', lab: id });
  }
}
