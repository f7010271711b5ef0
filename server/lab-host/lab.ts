import type { HostId, LabEvent, ProgramId } from '../../shared/log/events.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import { LIMITS } from '../../shared/limits.ts';
import { parametersOf, setParameter } from '../../shared/programs/params.ts';
import type { Program } from '../../shared/programs/tree.ts';
import type { ErrorCode, ProtocolError } from '../../shared/protocol/server-messages.ts';
import { plainWire } from '../../shared/log/wire-settings.ts';
import type { HostCommand } from '../lab-host-client/messages.ts';
import type { BlockedWatch } from './observe/blocked-watch.ts';
import { EventLog } from './event-log.ts';
import { CallShare } from './libc/thread-budget.ts';
import type { LabNetwork, WireControls } from './networks/network.ts';
import { Observer } from './observe/observer.ts';
import { ProgramRun } from './programs/program-run.ts';
import { MemoryAccount } from './python/memory-account.ts';
import { RestWatch } from './observe/rest-watch.ts';

export interface LabOptions {
  readonly lesson: Lesson;
  readonly kernel: string;
  readonly watch: BlockedWatch;
  readonly openNetwork: (log: EventLog, onActivity: () => void) => LabNetwork;
  /** Resolves when the events have been read. If it returns nothing, the programs wait for no reader. */
  readonly deliver: (events: readonly LabEvent[]) => Promise<void> | void;
}

/** The clients `client`, `client2`, … run on the one client host, as programs of one machine. */
const hostOf = (program: ProgramId): HostId => (program === 'server' ? 'server' : 'client');
const done = null;
const refuse = (code: ErrorCode, detail?: string): ProtocolError =>
  detail === undefined ? { code } : { code, detail };

/**
 * One lab: a network, the programs on it, and the log of what is seen there. It shares nothing with another
 * lab.
 */
export class Lab {
  readonly #log: EventLog;
  readonly #network: LabNetwork;
  readonly #rest: RestWatch;
  readonly #watch: BlockedWatch;
  readonly #share = new CallShare();
  readonly #memory = new MemoryAccount(LIMITS.labBytes);
  readonly #trees = new Map<string, Program>();
  #runs = new Map<string, ProgramRun>();
  #run = 0;
  #calls = 0;
  #ended = false;

  /** Throws SystemError if the network cannot be made. */
  constructor({ lesson, kernel, watch, openNetwork, deliver }: LabOptions) {
    this.#watch = watch;
    this.#log = new EventLog(deliver);
    const log = this.#log;
    try {
      this.#network = openNetwork(log, () => this.#rest.touch());
    } catch (error) {
      this.#share.release();
      throw error;
    }
    const network = this.#network;
    const observer = new Observer(log, network);
    this.#rest = new RestWatch(log, observer, network, {
      settled: () => this.#settled(),
      heldAtMost: () => this.#memory.heldAtMost(),
    });
    log.append({
      type: 'lab-opened',
      source: 'kernel',
      lesson: lesson.id,
      ...(lesson.variation !== undefined && { variation: lesson.variation }),
      ...(lesson.experiment !== undefined && { experiment: lesson.experiment }),
      kernel,
      ...network.opened,
    });
    for (const detail of network.shortcomings)
      log.append({ type: 'notice', source: 'kernel', code: 'setting-refused', detail });
    if (network.wire !== null) network.wire.set(lesson.wire);
    else log.append({ type: 'wire-set', source: 'derived', settings: plainWire('auto') });
    for (const [id, tree] of Object.entries(lesson.programs))
      this.#trees.set(id, this.#localized(tree, hostOf(id)));
    this.#begin();
  }

  /** Carries out a command. Returns the reason if it cannot. */
  async command(command: HostCommand): Promise<ProtocolError | null> {
    if (this.#ended) return refuse('lab-closed');
    switch (command.type) {
      case 'step':
        return this.#onRuns(command, (run) => run.step(command.thread));
      case 'run':
      case 'run-on':
        return this.#onRuns(command, (run) => run.run(command.type, command.thread));
      case 'pause':
        return this.#onRuns(command, (run) => {
          run.pause(command.thread);
          return true;
        });
      case 'pause-unwatched':
        return this.#pauseUnwatched();
      case 'input':
        return this.#runs.get(command.program)?.type(command.line) === true ? done : refuse('no-input-waits');
      case 'stop':
        return this.#stop(command.program);
      case 'add-client':
        return this.#addClient();
      case 'remove-client':
        return this.#removeClient(command.program);
      case 'deliver':
        return this.#onWire((wire) => wire.deliver(command.chip));
      case 'drop':
        return this.#onWire((wire) => wire.drop(command.chip));
      case 'duplicate':
        return this.#onWire((wire) => wire.duplicate(command.chip));
      case 'delay':
        return this.#onWire((wire) => wire.delay(command.chip, command.ms));
      case 'wire':
        return this.#onWire((wire) => {
          wire.set(command.settings);
          return null;
        });
      case 'set':
        return this.#set(command.program, command.parameter, command.value);
      case 'run-again':
        await this.#stopRuns();
        this.#begin();
        return done;
      default:
        return command satisfies never;
    }
  }

  #pauseUnwatched(): null {
    const paused = [...this.#runs.values()].map((run) => run.pause());
    if (paused.some((any) => any))
      this.#log.append({ type: 'notice', source: 'derived', code: 'run-unwatched' });
    return done;
  }

  /** Ends the programs and closes the network. */
  async end(): Promise<void> {
    if (this.#ended) return;
    this.#ended = true;
    await this.#stopRuns();
    this.#share.release();
    this.#rest.stop();
    this.#log.append({ type: 'lab-closed', source: 'program', code: 'ended' });
    this.#log.flush();
    await this.#network.close();
  }

  #begin(): void {
    this.#run += 1;
    for (const id of this.#trees.keys()) this.#load(id);
    // Every program is loaded before the first of them begins.
    this.#runs = new Map([...this.#trees.keys()].map((id) => [id, this.#start(id)]));
    this.#rest.touch();
  }

  #load(program: ProgramId): void {
    const tree = this.#tree(program);
    const [host, run] = [hostOf(program), this.#run];
    this.#log.append({ type: 'program-loaded', source: 'program', program, host, run, tree });
  }

  #tree(program: ProgramId): Program {
    return this.#trees.get(program) ?? { statements: [] };
  }

  #start(program: ProgramId): ProgramRun {
    return new ProgramRun({
      program,
      host: hostOf(program),
      log: this.#log,
      network: this.#network,
      watch: this.#watch,
      share: this.#share,
      memory: this.#memory,
      tree: () => this.#tree(program),
      nextCall: () => (this.#calls += 1),
      onReturned: () => this.#rest.touch(),
    });
  }

  async #stop(program: ProgramId): Promise<ProtocolError | null> {
    const run = this.#runs.get(program);
    if (run === undefined) return refuse('no-such-thread', program);
    await run.stop();
    return done;
  }

  #addClient(): ProtocolError | null {
    const clients = [...this.#trees.keys()].filter((id) => hostOf(id) === 'client');
    if (clients.length >= LIMITS.clients) return refuse('too-many-clients', String(LIMITS.clients));
    let number = 2;
    while (this.#trees.has(`client${number}`)) number += 1;
    const id = `client${number}`;
    this.#trees.set(id, this.#tree('client'));
    this.#load(id);
    this.#runs.set(id, this.#start(id));
    this.#rest.touch();
    return done;
  }

  async #removeClient(program: ProgramId): Promise<ProtocolError | null> {
    if (!this.#trees.has(program)) return refuse('no-such-thread', program);
    if (program === 'client' || program === 'server') return refuse('not-removable', program);
    await this.#runs.get(program)?.stop();
    this.#runs.delete(program);
    this.#trees.delete(program);
    this.#log.append({ type: 'program-removed', source: 'program', program });
    this.#rest.touch();
    return done;
  }

  async #stopRuns(): Promise<void> {
    await Promise.all([...this.#runs.values()].map((run) => run.stop()));
  }

  #onWire(act: (wire: WireControls) => ErrorCode | null): ProtocolError | null {
    const { wire } = this.#network;
    const code = wire === null ? 'no-wire' : act(wire);
    return code === null ? done : refuse(code);
  }

  /** Acts on one program, or on all if none is named. It is enough if one of all programs can do it. */
  #onRuns({ program }: { program?: ProgramId }, act: (run: ProgramRun) => boolean): ProtocolError | null {
    const named = program === undefined ? null : this.#runs.get(program);
    if (named === undefined) return refuse('no-such-thread', program);
    const runs = named === null ? [...this.#runs.values()] : [named];
    return runs.map(act).includes(true) ? done : refuse('not-steppable');
  }

  #set(program: string, parameter: string, value: string | number | boolean): ProtocolError | null {
    const tree = this.#trees.get(program);
    if (tree === undefined) return refuse('no-such-thread', program);
    const edited = setParameter(tree, parameter, value);
    if (!edited.ok) return refuse(edited.error.code, JSON.stringify(edited.error));
    this.#trees.set(program, edited.program);
    this.#log.append({ type: 'program-edited', source: 'program', program, tree: edited.program });
    this.#rest.touch();
    return done;
  }

  /**
   * On the machine's own `lo` the listing names the lab's address, because the lesson's address is not
   * available.
   */
  #localized(program: Program, id: HostId): Program {
    if (this.#network.opened.isolated) return program;
    const [own] = this.#network.opened.hosts.find(({ host }) => host === id)?.addresses ?? [];
    return parametersOf(program)
      .filter(({ kind, value }) => kind === 'address' && value !== '' && own !== undefined)
      .reduce((tree, { id: parameter }) => {
        const edited = setParameter(tree, parameter, own ?? '');
        return edited.ok ? edited.program : tree;
      }, program);
  }

  /** Says whether no thread is between two lines, and all those in calls sleep. */
  #settled(): boolean {
    const runs = [...this.#runs.values()];
    if (this.#network.isCarrying() || runs.some((run) => run.busy)) return false;
    const { calls } = this.#log.state;
    if (Object.values(calls).some((call) => call.blockedAt === null)) return false;
    return this.#watch.allAsleep(runs.flatMap((run) => run.callsInProgress()));
  }
}
