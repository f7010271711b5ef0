import type { ChildProcess } from 'node:child_process';
import { release } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { FromLabHost, HostCommand, NetworkChoice, ToLabHost } from './messages.ts';
import { FairQueue } from './fair-queue.ts';
import { Heartbeat } from './heartbeat.ts';
import { spawnLabHost, userNamespaceFailure } from './spawn.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import type { Labs, LabSink } from '../rooms/labs.ts';
import type { LabHostStatus } from '../../shared/schema.ts';

export interface LabHostOptions {
  /** The path of the lab host's program, as built for Node. */
  readonly script: string;
  /** With `replay` no lab host is started. */
  readonly network: NetworkChoice | 'replay';
  /** Called when the status or the result of the probe changes. */
  readonly changed: () => void;
  /** The number of lab hosts that share the machine's threads and the labs; 1 if it is absent. */
  readonly share?: number;
  /** The interval in ms at which the lab host is asked whether it is alive. */
  readonly askEveryMs?: number;
}

interface RunningLab {
  readonly sink: LabSink;
  readonly replies: Map<number, (error: ProtocolError | null) => void>;
  created: ((error: ProtocolError | null) => void) | null;
  readonly ended: (() => void)[];
  /** The lab host was asked to make it. */
  isMade: boolean;
}

/** A message of one lab. */
type OfLab = Extract<FromLabHost, { lab: string }>;

/** The answer to who asks for a lab, if the lab host could not be asked. */
export const NOT_UP = refusal('lab-unavailable', 'the lab host is not up');

/** Keeps one lab host running, starts another when it dies, and carries the messages of its labs. */
export class LabHostProcess implements Labs {
  readonly #options: LabHostOptions;
  readonly #labs = new Map<string, RunningLab>();
  readonly #queue = new FairQueue<OfLab>((message) => this.#handle(message));
  readonly #waiting = new Set<() => void>();
  #child: ChildProcess | null = null;
  #network: NetworkInfo;
  /**
   * Resolves when the next lab may be made. When a lab host has died, a hundred are asked for at once, and the labs that
   * are there already, in this lab host and in others, must have their share of the cores.
   */
  #turn: Promise<unknown> = Promise.resolve();
  #status: LabHostStatus = 'down';
  #noUserns: string | null = null;
  #readyAtMs: number | null = null;
  #shortLives = 0;
  #closing = false;
  #nextId = 1;

  constructor(options: LabHostOptions) {
    this.#options = options;
    const { network } = options;
    // No lab can run until a probe has said that one can.
    const failure = network === 'replay' ? null : { step: isLinux ? 'lab-host' : 'platform' };
    this.#network = {
      grade: 'replay',
      capture: 'recording',
      isolated: false,
      forced: network === 'replay',
      failure,
      platform: `${process.platform} ${release()}`,
    };
  }

  get network(): NetworkInfo {
    return this.#network;
  }

  get status(): LabHostStatus {
    return this.#status;
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** The number of its labs. */
  get labs(): number {
    return this.#labs.size;
  }

  has(lab: string): boolean {
    return this.#labs.has(lab);
  }

  /** Resolves when the probe is done or has failed. In that case the grade is `replay`. */
  async start(): Promise<NetworkInfo> {
    const { network } = this.#options;
    if (network === 'replay' || !isLinux) return this.#network;
    if (network !== 'shared-loopback') this.#noUserns = await userNamespaceFailure();
    this.#status = 'restarting';
    this.#launch();
    await this.#untilUp();
    return this.#network;
  }

  /** Ends the lab host and every lab in it. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#wakeWaiting();
    const child = this.#child;
    if (child === null) return;
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
    });
    if (child.connected) child.disconnect();
    const kill = setTimeout(() => child.kill('SIGKILL'), SERVER_LIMITS.labHostEndsWithinMs);
    await exited;
    clearTimeout(kill);
  }

  async create(lab: string, lesson: Lesson, sink: LabSink): Promise<ProtocolError | null> {
    const running: RunningLab = { sink, replies: new Map(), created: null, ended: [], isMade: false };
    // It counts at once, so that labs which are asked for together are spread over the lab hosts.
    this.#labs.set(lab, running);
    if (!(await this.#untilUp())) {
      this.#labs.delete(lab);
      return NOT_UP;
    }
    const made = new Promise<ProtocolError | null>((resolve) => {
      running.created = resolve;
    });
    this.#turn = this.#turn.then(async () => {
      if (!(await this.#ask(lab, lesson, running))) return;
      const began = performance.now();
      await made;
      const tookMs = performance.now() - began;
      await pause(Math.min(2 * tookMs, SERVER_LIMITS.labsMadeApartMostMs), undefined, { ref: false });
    });
    return made;
  }

  command(lab: string, command: HostCommand): Promise<ProtocolError | null> {
    const running = this.#labs.get(lab);
    if (running === undefined) return Promise.resolve(refusal('lab-closed'));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      running.replies.set(id, resolve);
      this.#send({ type: 'command', lab, id, command });
    });
  }

  end(lab: string): Promise<void> {
    const running = this.#labs.get(lab);
    if (running === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      // A lab that does not end must not keep its room from making a new one.
      const bound = setTimeout(resolve, SERVER_LIMITS.labEndsWithinMs);
      running.ended.push(() => {
        clearTimeout(bound);
        resolve();
      });
      this.#send({ type: 'end', lab });
    });
  }

  /** Asks the lab host for a lab, and returns false if there is none that can make it. */
  async #ask(lab: string, lesson: Lesson, running: RunningLab): Promise<boolean> {
    // The lab host may have died meanwhile, and another taken its place.
    if (!(await this.#untilUp())) {
      this.#labs.delete(lab);
      running.created?.(NOT_UP);
      return false;
    }
    running.isMade = true;
    this.#send({ type: 'create', lab, lesson });
    return true;
  }

  #launch(): void {
    const { script, network, share = 1 } = this.#options;
    if (network === 'replay') return;
    const child = spawnLabHost({ script, network, share, noUserns: this.#noUserns });
    this.#child = child;
    this.#readyAtMs = null;
    let over = false;
    const onceOver = (): void => {
      if (!over) this.#died();
      over = true;
    };
    const heartbeat = this.#watch(child);
    child.on('message', (message) => {
      heartbeat.heard();
      this.#hear(message as FromLabHost);
    });
    child.once('exit', () => {
      heartbeat.stop();
      onceOver();
    });
    // The process could not be started, or a message came too late for it. Its exit event is handled instead.
    child.on('error', () => {
      if (child.pid === undefined) onceOver();
    });
  }

  /** A process that hangs is killed. Its death is then handled as any other. */
  #watch(child: ChildProcess): Heartbeat {
    const { labHostAskedEveryMs, labHostUnanswered, labHostUnansweredAtStart } = SERVER_LIMITS;
    return new Heartbeat({
      everyMs: this.#options.askEveryMs ?? labHostAskedEveryMs,
      unanswered: () => (this.#readyAtMs === null ? labHostUnansweredAtStart : labHostUnanswered),
      ask: () => this.#send({ type: 'are-you-alive' }),
      silent: () => {
        process.stderr.write(`the lab host (pid ${child.pid}) no longer answers: it is killed\n`);
        child.kill('SIGKILL');
      },
    });
  }

  #send(message: ToLabHost): void {
    // If the channel is closed, the lab host is ending, and `#died` answers its requests.
    if (this.#child?.connected === true) this.#child.send(message, () => {});
  }

  #hear(message: FromLabHost): void {
    if (message.type === 'ready') {
      this.#network = message.network;
      this.#readyAtMs = performance.now();
      this.#setStatus('up');
      this.#wakeWaiting();
      return;
    }
    if (message.type !== 'alive') this.#queue.add(message.lab, message);
  }

  #handle(message: OfLab): void {
    // The events of a lab that has ended are read too: its threads could not stop while they wait for that.
    if (message.type === 'events') {
      this.#labs.get(message.lab)?.sink.events(message.events);
      return this.#send({ type: 'seen', lab: message.lab });
    }
    const lab = this.#labs.get(message.lab);
    if (lab === undefined) return;
    switch (message.type) {
      case 'created':
        if (message.error !== null) this.#labs.delete(message.lab);
        lab.created?.(message.error);
        lab.created = null;
        return;
      case 'reply':
        lab.replies.get(message.id)?.(message.error);
        lab.replies.delete(message.id);
        return;
      case 'ended':
        this.#labs.delete(message.lab);
        settle(lab);
        return;
      default:
        message satisfies never;
    }
  }

  #died(): void {
    const livedMs = this.#readyAtMs === null ? 0 : performance.now() - this.#readyAtMs;
    this.#shortLives = livedMs >= SERVER_LIMITS.labHostHealthyAfterMs ? 0 : this.#shortLives + 1;
    this.#child = null;
    // Its last messages are heard before its end.
    this.#queue.flush();
    // The labs that wait to be made are made by the next one.
    const lost = [...this.#labs].filter(([, { isMade }]) => isMade);
    for (const [lab] of lost) this.#labs.delete(lab);
    // The next lab host is started first, so that it starts while the viewers are told.
    if (!this.#closing) void this.#relaunch();
    for (const [, lab] of lost) {
      lab.sink.died();
      settle(lab);
    }
  }

  /**
   * Starts the next lab host. There is no pause after a healthy life or a single short one; after several
   * short ones the pause grows, so that a broken machine stays usable.
   */
  async #relaunch(): Promise<void> {
    const pauseMs =
      this.#shortLives <= 1
        ? 0
        : Math.min(SERVER_LIMITS.labHostLongestPauseMs, 250 * 2 ** Math.min(this.#shortLives, 12));
    if (pauseMs === 0) this.#launch();
    this.#setStatus(this.#shortLives > 3 ? 'down' : 'restarting');
    if (this.#status === 'down') this.#wakeWaiting();
    if (pauseMs === 0) return;
    await pause(pauseMs, undefined, { ref: false });
    if (!this.#closing) this.#launch();
  }

  #setStatus(status: LabHostStatus): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#options.changed();
  }

  get #canTake(): boolean {
    return this.#status === 'up' && !this.#closing && this.#child !== null;
  }

  /** Resolves with true once a lab host is up, and with false if none comes up in time. */
  async #untilUp(): Promise<boolean> {
    if (this.#status !== 'restarting') return this.#canTake;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SERVER_LIMITS.labHostWaitMs);
      this.#waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.#canTake;
  }

  #wakeWaiting(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

const isLinux = process.platform === 'linux';

/** Answers the open requests of a lab that no longer exists. */
function settle(lab: RunningLab): void {
  lab.created?.(refusal('lab-unavailable', 'the lab host ended'));
  for (const reply of lab.replies.values()) reply(refusal('lab-closed'));
  for (const ended of lab.ended) ended();
}
