import fc from 'fast-check';
import type { LabEvent } from '../../../shared/log/events.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import {
  assign,
  bytes,
  call,
  constant,
  literal,
  method,
  name,
  operation,
  perform,
  tuple,
} from '../../../shared/programs/build.ts';
import type { Expression, Program, Statement } from '../../../shared/programs/tree.ts';
import { plainWire, WIRE_MODES, type WireSettings } from '../../../shared/log/wire-settings.ts';
import type { LabCommand } from '../../../shared/protocol/server-messages.ts';
import { addTotals, examined, firstFaultIsEnough, noTotals, type RunReport } from './examined.ts';
import { openRig, type Rig } from './lab-rig.ts';
import type { Timers } from '../../../shared/schema.ts';

/*
 * Random programs run on random wires and are driven at random. Whatever happens, the rules of SPEC.md hold.
 */

type Op =
  | { readonly type: 'send' | 'sendall'; readonly bytes: number }
  | { readonly type: 'recv'; readonly max: number }
  | { readonly type: 'shutdown' };

/** One action of the driver. Its numbers choose among what there is. */
type Hand =
  | { readonly type: 'step' | 'run' | 'run-on'; readonly program: 'client' | 'server' }
  | { readonly type: 'deliver' | 'drop' | 'duplicate'; readonly which: number }
  | { readonly type: 'delay'; readonly which: number; readonly ms: number }
  | { readonly type: 'wire'; readonly settings: WireSettings }
  | { readonly type: 'run-again' };

export interface RandomRun {
  readonly client: readonly Op[];
  readonly server: readonly Op[];
  readonly backlog: number;
  /** SO_SNDBUF and SO_RCVBUF of both ends. The kernel has its own least values. */
  readonly sendBuffer: number | null;
  readonly receiveBuffer: number | null;
  readonly timers: Timers;
  readonly wire: WireSettings;
  readonly hands: readonly Hand[];
}

const size = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 9000 }),
  fc.integer({ min: 0, max: 200_000 }),
  fc.integer({ min: 0, max: 1_000_000 }),
);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constantFrom('send' as const, 'sendall' as const), bytes: size }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant('recv' as const), max: size }) },
  { weight: 1, arbitrary: fc.constant({ type: 'shutdown' as const }) },
);
const percent = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(30) });
const direction = fc.record({
  delayMs: fc.oneof(fc.constant(0), fc.nat(30)),
  kbitPerSecond: fc.oneof(fc.constant(0), fc.integer({ min: 2000, max: 100_000 })),
  queueSegments: fc.integer({ min: 2, max: 100 }),
  lossPercent: percent,
  duplicatePercent: percent,
  reorderPercent: percent,
  mtu: fc.oneof(fc.constant(1500), fc.integer({ min: 1280, max: 1500 })),
});
const wire: fc.Arbitrary<WireSettings> = fc.record({
  mode: fc.constantFrom(...WIRE_MODES),
  seed: fc.nat(1000),
  toServer: direction,
  toClient: direction,
});
const program = fc.constantFrom('client' as const, 'server' as const);
const hand: fc.Arbitrary<Hand> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constantFrom('step' as const, 'run' as const), program }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('run-on' as const), program }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('deliver' as const), which: fc.nat(6) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constantFrom('drop' as const, 'duplicate' as const), which: fc.nat(6) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('delay' as const), which: fc.nat(6), ms: fc.nat(20) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('wire' as const), settings: wire }) },
  { weight: 1, arbitrary: fc.constant({ type: 'run-again' as const }) },
);
const buffer = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 1, max: 4096 }),
  fc.integer({ min: 2048, max: 1_000_000 }),
);
export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
  client: fc.array(op, { minLength: 1, maxLength: 6, size: 'max' }),
  server: fc.array(op, { minLength: 1, maxLength: 6, size: 'max' }),
  backlog: fc.nat(3),
  sendBuffer: buffer,
  receiveBuffer: buffer,
  timers: fc.constantFrom('calm' as const, 'kernel' as const),
  wire,
  hands: fc.array(hand, { minLength: 6, maxLength: 40, size: 'max' }),
});

/** A payload repeats this pattern, so that no two neighbouring segments carry the same bytes. */
const PATTERN = Array.from({ length: 89 }, (_, i) => String.fromCharCode(33 + i)).join('');

function bytesOf(count: number): Expression {
  const rest = bytes(PATTERN.slice(0, count % PATTERN.length));
  const copies = Math.floor(count / PATTERN.length);
  return copies === 0 ? rest : operation(operation(bytes(PATTERN), '*', literal(copies)), '+', rest);
}

function ops(socket: Expression, list: readonly Op[]): Statement[] {
  return list.map((entry, i) => {
    if (entry.type === 'send' || entry.type === 'sendall')
      return perform(method(socket, entry.type, bytesOf(entry.bytes)));
    if (entry.type === 'recv') return assign(`r${i}`, method(socket, 'recv', literal(entry.max)));
    return perform(method(socket, 'shutdown', constant('SHUT_WR')));
  });
}

export function programsOf(run: RandomRun): { client: Program; server: Program } {
  const [s, srv, conn] = [name('s'), name('srv'), name('conn')];
  const address = tuple(literal('192.168.127.1'), literal(8080));
  const buffers = [
    ['SO_SNDBUF', run.sendBuffer],
    ['SO_RCVBUF', run.receiveBuffer],
  ] as const;
  const limited = (socket: Expression): Statement[] =>
    buffers.flatMap(([option, size]) =>
      size === null
        ? []
        : perform(method(socket, 'setsockopt', constant('SOL_SOCKET'), constant(option), literal(size))),
    );
  return {
    client: {
      statements: [
        assign('s', call('socket')),
        ...limited(s),
        perform(method(s, 'connect', address)),
        ...ops(s, run.client),
        perform(method(s, 'close')),
      ],
    },
    server: {
      statements: [
        assign('srv', call('socket')),
        ...limited(srv),
        perform(method(srv, 'setsockopt', constant('SOL_SOCKET'), constant('SO_REUSEADDR'), literal(1))),
        perform(method(srv, 'bind', address)),
        perform(method(srv, 'listen', literal(run.backlog))),
        assign(['conn', 'addr'], method(srv, 'accept')),
        ...ops(conn, run.server),
        perform(method(conn, 'close')),
        perform(method(srv, 'close')),
      ],
    },
  };
}

function playRandomRun(run: RandomRun): ReturnType<typeof examined> {
  const lesson: Lesson = { ...l01, programs: programsOf(run), wire: run.wire };
  const rig = openRig('two-hosts', { timers: run.timers, lesson });
  return examined(rig, async (stuck) => {
    for (const doing of run.hands) {
      const command = commandOf(rig, doing);
      if (command !== null) await rig.command(command);
      await settle(rig, stuck, doing.type);
      // The run has failed already, and each further action would only wait as long again.
      if (stuck.length > 0) return;
    }
    // Everything then goes on to its end, or to where it cannot go on.
    await rig.command({ type: 'wire', settings: plainWire('auto') });
    for (const program of ['server', 'client'] as const) await rig.command({ type: 'run-on', program });
    for (let head = -1; head !== rig.timeline.head && stuck.length === 0;) {
      head = rig.timeline.head;
      await settle(rig, stuck, 'the end');
      // A delayed ACK (40 ms) may still come.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}

/** Makes the run in `TRUTH_RUN` (the JSON that a failure prints) and returns its whole log. */
export async function oneRandomRun(): Promise<{ faults: readonly string[]; events: readonly LabEvent[] }> {
  const { report, events } = await playRandomRun(JSON.parse(process.env['TRUTH_RUN'] ?? '') as RandomRun);
  return { faults: report.faults, events };
}

function commandOf(rig: Rig, doing: Hand): LabCommand | null {
  if (!('which' in doing)) return doing;
  const chips = rig.chips().filter((chip) => chip.held.length > 0);
  const chip = chips[doing.which % Math.max(1, chips.length)]?.chip;
  if (chip === undefined) return null;
  return doing.type === 'delay' ? { type: 'delay', chip, ms: doing.ms } : { type: doing.type, chip };
}

/** Waits for a rest. [OBS3] says that it must come after any action. */
async function settle(rig: Rig, stuck: string[], after: string): Promise<void> {
  // The effects of a command are in the log after a turn or two. Before that, the old rest still stands.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  await rig
    .until(({ state }) => state.atRest, `rest after ${after}`, 8000)
    .catch((error: unknown) => stuck.push(String(error).slice(0, 600)));
}

export interface TruthReport {
  readonly runs: number;
  readonly seed: number;
  readonly totals: Omit<RunReport, 'faults'>;
  /** The first run that broke a rule, made smaller as far as time allowed, and the faults. */
  readonly counterexample: { readonly run: RandomRun; readonly faults: readonly string[] } | null;
}

/** Later faults follow from the first ones. */
const FAULTS_TOLD = 5;
/**
 * A counterexample is made smaller for this long at most: a run may take seconds, and there is no end of
 * smaller ones.
 */
const SHRINK_MS = 60_000;

/**
 * Makes `TRUTH_RUNS` random runs from `TRUTH_SEED`. One that fails is made smaller, unless {@link
 * firstFaultIsEnough}.
 */
export async function randomRuns(): Promise<TruthReport> {
  const numRuns = Number(process.env['TRUTH_RUNS'] ?? 500);
  const seed = Number(process.env['TRUTH_SEED'] ?? 20_240_601);
  const totals = noTotals();
  let counterexample: TruthReport['counterexample'] = null;
  const lawful = fc.asyncProperty(randomRun, async (drawn) => {
    // The run is copied through JSON as a command would be, because fast-check's own objects have no
    // prototype.
    const run = JSON.parse(JSON.stringify(drawn)) as RandomRun;
    const { report } = await playRandomRun(run);
    // Smaller runs replace it as they are found. A run that was cut off by time shows nothing.
    if (report.faults.length > 0) counterexample = { run, faults: report.faults.slice(0, FAULTS_TOLD) };
    else addTotals(totals, report);
    return report.faults.length === 0;
  });
  const found = await fc.check(lawful, { numRuns, seed, endOnFailure: true });
  const { counterexamplePath: path, counterexample: drawn, errorInstance } = found;
  // The rig itself threw an error.
  if (counterexample === null && drawn !== null)
    counterexample = { run: drawn[0], faults: [String(errorInstance)] };
  if (path !== null && !firstFaultIsEnough())
    await fc.check(lawful, { seed, path, plugins: [fc.interruptAfterTimeLimit(SHRINK_MS)] });
  return { runs: found.numRuns, seed, totals, counterexample };
}
