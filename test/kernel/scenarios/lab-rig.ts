import type { LabEvent, SegmentId } from '../../../shared/log/events.ts';
import type { ChipState } from '../../../shared/model/lab-state.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import type { Move } from '../../../shared/model/next-move.ts';
import { guidance, NO_LESSON } from '../../../shared/lessons/guidance.ts';
import { setParameter, type ParameterValue } from '../../../shared/programs/params.ts';
import type { ProtocolError } from '../../../shared/protocol/server-messages.ts';
import { Timeline } from '../../../shared/log/timeline.ts';
import { BlockedWatch } from '../../../server/lab-host/observe/blocked-watch.ts';
import { Lab } from '../../../server/lab-host/lab.ts';
import type { HostCommand } from '../../../server/lab-host-client/messages.ts';
import type { LabCommand } from '../../../shared/protocol/server-messages.ts';
import { openLoopback } from '../../../server/lab-host/networks/loopback.ts';
import type { LabNetwork } from '../../../server/lab-host/networks/network.ts';
import { openSharedLoopback } from '../../../server/lab-host/networks/shared-loopback.ts';
import { openTwoHosts } from '../../../server/lab-host/networks/two-hosts.ts';
import type { Timers } from '../../../shared/schema.ts';

export type NetworkName = 'two-hosts' | 'loopback' | 'shared-loopback';

/** The programs of L1, on a wire that holds every segment. */
export const HELD_L1: Lesson = { ...l01, wire: plainWire('hold') };

const watch = new BlockedWatch();

/** A lab in this process, driven as a learner drives it. Its log is folded as a browser folds it. */
export interface Rig {
  readonly network: LabNetwork;
  readonly timeline: Timeline;
  /** Resolves once the log satisfies the condition. Rejects with the log's end after `ms`. */
  until(condition: (timeline: Timeline) => boolean, what: string, ms?: number): Promise<void>;
  command(command: HostCommand): Promise<ProtocolError | null>;
  /** Sends the command, and waits until the lab is at rest again, for at most `ms`. */
  act(command: LabCommand, ms?: number): Promise<void>;
  /** Delivers held segments until none is left. */
  deliverAll(): Promise<void>;
  /** Makes the moves that the page proposes without a lesson, until there is none or `stop` says so. Returns them. */
  follow(stop?: (timeline: Timeline) => boolean): Promise<Move['is'][]>;
  chips(): readonly ChipState[];
  /** Passes every event so far to the listener, and each batch from now on. */
  hear(listener: (events: readonly LabEvent[]) => void): void;
  end(): Promise<readonly LabEvent[]>;
}

export function openRig(
  name: NetworkName,
  options: {
    timers?: Timers;
    set?: readonly (readonly ['client' | 'server', string, ParameterValue])[];
    wire?: Lesson['wire'];
    lesson?: Lesson;
  } = {},
): Rig {
  const timeline = new Timeline();
  const waiting = new Set<() => void>();
  const listeners: ((events: readonly LabEvent[]) => void)[] = [];
  let network: LabNetwork | null = null;
  const lab = new Lab({
    lesson: options.lesson ?? {
      ...HELD_L1,
      programs: edited(options.set ?? []),
      wire: options.wire ?? HELD_L1.wire,
    },
    kernel: 'test',
    watch,
    openNetwork: (log, onActivity) => {
      const timers = options.timers ?? options.lesson?.timers ?? 'calm';
      const settings = { timers, ...(options.lesson?.steadySyn === true && { steadySyn: true as const }) };
      if (name === 'two-hosts') network = openTwoHosts(log, settings, onActivity);
      else network = name === 'loopback' ? openLoopback(log, onActivity) : openSharedLoopback(log);
      return network;
    },
    deliver: (events) => {
      timeline.append(events);
      for (const listener of listeners) listener(events);
      for (const wake of waiting) wake();
    },
  });
  if (network === null) throw new Error('no network was opened');
  const atRest = ({ state }: Timeline): boolean => state.atRest;

  const until: Rig['until'] = (condition, what, ms = 10_000) =>
    new Promise((resolve, reject) => {
      const give = (done: () => void): void => {
        clearTimeout(timer);
        waiting.delete(look);
        done();
      };
      const look = (): void => {
        if (condition(timeline)) give(resolve);
      };
      const timer = setTimeout(() => {
        const end = timeline.events.slice(-8).map((event) => JSON.stringify(event).slice(0, 200));
        give(() => reject(new Error(`not seen within ${ms} ms: ${what}\n${end.join('\n')}`)));
      }, ms);
      waiting.add(look);
      look();
    });

  const rig: Rig = {
    network,
    timeline,
    until,
    command: (command) => lab.command(command),
    async act(command, ms) {
      const { head } = timeline;
      const error = await lab.command(command);
      if (error !== null) throw new Error(`${JSON.stringify(command)}: ${JSON.stringify(error)}`);
      await until((log) => log.head > head && log.state.atRest, `rest after ${JSON.stringify(command)}`, ms);
    },
    async deliverAll() {
      await until(atRest, 'rest');
      for (let chip = held(timeline); chip !== undefined; chip = held(timeline))
        await rig.act({ type: 'deliver', chip: chip.chip });
    },
    async follow(stop = () => false) {
      const moves: Move['is'][] = [];
      await until(atRest, 'rest');
      while (!stop(timeline)) {
        const goesOn = (log: Timeline): boolean => guidance(log.state, NO_LESSON).is !== 'wait';
        await until((log) => log.state.atRest && goesOn(log), 'a next move');
        const next = guidance(timeline.state, NO_LESSON);
        if (next.is !== 'move') return moves;
        moves.push(next.move.is);
        await rig.act(next.move.command as LabCommand);
      }
      return moves;
    },
    chips: () => timeline.state.wire.chips,
    hear(listener) {
      listener(timeline.events.slice());
      listeners.push(listener);
    },
    async end() {
      await lab.end();
      return timeline.events;
    },
  };
  return rig;
}

function held(timeline: Timeline): ChipState | undefined {
  return timeline.state.wire.chips.find((chip) => chip.held.length > 0);
}

/** Returns the chip whose top carries payload, and that segment's id. */
export function dataChip(rig: Rig): { chip: ChipState; segment: SegmentId } {
  const chip = rig.chips().find((c) => (c.held[0]?.headers.payloadBytes ?? 0) > 0);
  const top = chip?.held[0];
  if (chip === undefined || top === undefined) throw new Error('no data on the wire');
  return { chip, segment: top.segment };
}

function edited(
  changes: readonly (readonly ['client' | 'server', string, ParameterValue])[],
): Lesson['programs'] {
  let { programs } = l01;
  for (const [program, id, value] of changes) {
    const result = setParameter(programs[program], id, value);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    programs = { ...programs, [program]: result.program };
  }
  return programs;
}
