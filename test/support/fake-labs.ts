import type { LabEvent } from '../../shared/log/events.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { HostCommand } from '../../server/lab-host-client/messages.ts';
import type { Labs, LabSink } from '../../server/rooms/labs.ts';
import type { LabHostStatus } from '../../shared/schema.ts';

/** These labs say whatever events the test gives them. */
export class FakeLabs implements Labs {
  network: NetworkInfo = {
    grade: 'two-hosts',
    capture: 'wire',
    isolated: true,
    forced: false,
    failure: null,
    platform: 'a test',
  };
  status: LabHostStatus = 'up';
  /** Every `create` is refused with this error from now on. */
  refusal: ProtocolError | null = null;
  /** The process that makes a lab dies of it from now on. */
  diesInMaking = false;
  readonly commands: HostCommand[] = [];
  readonly lessons: Lesson[] = [];
  readonly #running = new Map<string, { readonly sink: LabSink; seq: number }>();

  create(lab: string, lesson: Lesson, sink: LabSink): Promise<ProtocolError | null> {
    this.lessons.push(lesson);
    if (this.refusal !== null) return Promise.resolve(this.refusal);
    if (this.diesInMaking) {
      sink.died();
      return Promise.resolve({ code: 'lab-unavailable' });
    }
    this.#running.set(lab, { sink, seq: 0 });
    return Promise.resolve(null);
  }

  command(lab: string, command: HostCommand): Promise<ProtocolError | null> {
    this.commands.push(command);
    return Promise.resolve(this.#running.has(lab) ? null : { code: 'lab-closed' });
  }

  end(lab: string): Promise<void> {
    this.#running.delete(lab);
    return Promise.resolve();
  }

  get running(): number {
    return this.#running.size;
  }

  /** Makes every lab say so many events. */
  say(events: number, detail = ''): void {
    for (const lab of this.#running.values())
      lab.sink.events(Array.from({ length: events }, () => notice((lab.seq += 1), detail)));
  }

  /** Sends events as they are, for tests that need a real log: to every lab, or to the one that was made so many labs ago. */
  play(events: readonly LabEvent[], ago?: number): void {
    const all = [...this.#running.values()];
    for (const lab of ago === undefined ? all : all.slice(-1 - ago, ago === 0 ? undefined : -ago)) {
      lab.seq += events.length;
      lab.sink.events(events);
    }
  }

  die(): void {
    const lost = [...this.#running.values()];
    this.#running.clear();
    for (const { sink } of lost) sink.died();
  }
}

function notice(seq: number, detail: string): LabEvent {
  return { seq, at: seq * 10, source: 'derived', type: 'notice', code: 'test', detail: `${detail}${seq}` };
}
