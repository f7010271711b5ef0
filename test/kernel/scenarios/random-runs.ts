import fc from 'fast-check';
import type { LabEvent } from '../../../shared/events.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import {
  assign,
  call,
  constant,
  literal,
  method,
  name,
  perform,
  tuple,
  type Expression,
  type Program,
  type Statement,
} from '../../../shared/programs/tree.ts';
import { plainWire, WIRE_MODES, type WireSettings } from '../../../shared/wire-settings.ts';
import type { Timers } from '../../../server/lab-host/hosts/sysctls.ts';
import type { LabCommand } from '../../../server/lab-host/messages.ts';
import { checkLog, type LogReport } from '../../support/log-checks.ts';
import { openRig, type Rig } from './lab-rig.ts';

/* Random programs on random wires, driven at random: whatever happens, the rules of SPEC.md hold. */

type Op =
  | { readonly do: 'send'; readonly bytes: number }
  | { readonly do: 'recv'; readonly max: number }
  | { readonly do: 'shutdown' };

/** A hand's next doing; numbers pick among what there is. */
type Hand =
  | { readonly do: 'step' | 'run' | 'run-on'; readonly program: 'client' | 'server' }
  | { readonly do: 'deliver' | 'drop' | 'duplicate'; readonly which: number }
  | { readonly do: 'delay'; readonly which: number; readonly ms: number }
  | { readonly do: 'wire'; readonly settings: WireSettings }
  | { readonly do: 'run-again' };

export interface RandomRun {
  readonly client: readonly Op[];
  readonly server: readonly Op[];
  readonly backlog: number;
  readonly buffers: number | null;
  readonly timers: Timers;
  readonly wire: WireSettings;
  readonly hands: readonly Hand[];
}

const size = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 9000 }),
  fc.integer({ min: 0, max: 200_000 }),
);
const op: fc.Arbitrary<Op> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('send' as const), bytes: size }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('recv' as const), max: size }) },
  { weight: 1, arbitrary: fc.constant({ do: 'shutdown' as const }) },
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
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('step' as const, 'run' as const), program }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('run-on' as const), program }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('deliver' as const), which: fc.nat(6) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('drop' as const, 'duplicate' as const), which: fc.nat(6) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('delay' as const), which: fc.nat(6), ms: fc.nat(20) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wire' as const), settings: wire }) },
  { weight: 1, arbitrary: fc.constant({ do: 'run-again' as const }) },
);
export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
  client: fc.array(op, { minLength: 1, maxLength: 6, size: 'max' }),
  server: fc.array(op, { minLength: 1, maxLength: 6, size: 'max' }),
  backlog: fc.nat(3),
  buffers: fc.oneof(fc.constant(null), fc.integer({ min: 2048, max: 100_000 })),
  timers: fc.constantFrom('calm' as const, 'kernel' as const),
  wire,
  hands: fc.array(hand, { minLength: 6, maxLength: 40, size: 'max' }),
});

const bytesOf = (count: number): Expression => method(literal('x'.repeat(count)), 'encode');

function ops(socket: Expression, list: readonly Op[]): Statement[] {
  return list.map((entry, i) => {
    if (entry.do === 'send') return perform(method(socket, 'send', bytesOf(entry.bytes)));
    if (entry.do === 'recv') return assign(`r${i}`, method(socket, 'recv', literal(entry.max)));
    return perform(method(socket, 'shutdown', constant('SHUT_WR')));
  });
}

function programs(run: RandomRun): { client: Program; server: Program } {
  const [s, srv, conn] = [name('s'), name('srv'), name('conn')];
  const address = tuple(literal('192.168.127.1'), literal(8080));
  const limited = (socket: Expression): Statement[] =>
    run.buffers === null
      ? []
      : (['SO_SNDBUF', 'SO_RCVBUF'] as const).map((option) =>
          perform(
            method(socket, 'setsockopt', constant('SOL_SOCKET'), constant(option), literal(run.buffers ?? 0)),
          ),
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

/** What was done in one run, for the totals. */
export interface RunReport extends LogReport {
  readonly log: readonly LabEvent[];
  readonly segments: number;
  readonly dropped: number;
  readonly bytes: number;
}

export async function playRandomRun(run: RandomRun): Promise<RunReport> {
  const lesson: Lesson = { ...l01, programs: programs(run), wire: run.wire };
  const rig = openRig('two-hosts', { timers: run.timers, lesson });
  const stuck: string[] = [];
  for (const doing of run.hands) {
    const command = commandOf(rig, doing);
    if (command !== null) await rig.command(command);
    await settle(rig, stuck, doing.do);
  }
  // Then let it all come to its end, or to where it cannot go on.
  await rig.command({ do: 'wire', settings: plainWire('auto') });
  for (const program of ['server', 'client'] as const) await rig.command({ do: 'run-on', program });
  for (let head = -1; head !== rig.timeline.head;) {
    head = rig.timeline.head;
    await settle(rig, stuck, 'the end');
    // A delayed ACK (40 ms) may still come.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const events = await rig.end();
  const report = checkLog(events);
  return { ...report, faults: [...report.faults, ...stuck], ...totals(events), log: events };
}

/** The run in `TRUTH_RUN` (JSON, as a failure prints it), with its whole log. */
export async function oneRandomRun(): Promise<{ faults: readonly string[]; events: readonly LabEvent[] }> {
  const { faults, log } = await playRandomRun(JSON.parse(process.env['TRUTH_RUN'] ?? '') as RandomRun);
  return { faults, events: log };
}

function commandOf(rig: Rig, doing: Hand): LabCommand | null {
  if (!('which' in doing)) return doing;
  const chips = rig.chips().filter((chip) => chip.held.length > 0);
  const chip = chips[doing.which % Math.max(1, chips.length)]?.chip;
  if (chip === undefined) return null;
  return doing.do === 'delay' ? { do: 'delay', chip, ms: doing.ms } : { do: doing.do, chip };
}

/** [OBS3] must come after anything at all. */
async function settle(rig: Rig, stuck: string[], after: string): Promise<void> {
  // What a command began is in the log after a turn or two; before that the old rest still stands.
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  await rig
    .until(({ state }) => state.atRest, `rest after ${after}`, 8000)
    .catch((error: unknown) => stuck.push(String(error).slice(0, 600)));
}

function totals(events: readonly LabEvent[]): Pick<RunReport, 'segments' | 'dropped' | 'bytes'> {
  let [segments, dropped, bytes] = [0, 0, 0];
  for (const event of events) {
    if (event.type === 'segment-sent') {
      segments += 1;
      bytes += event.headers.payloadBytes;
    } else if (event.type === 'segment-dropped') dropped += 1;
  }
  return { segments, dropped, bytes };
}

export interface TruthReport {
  readonly runs: number;
  readonly seed: number;
  readonly totals: Omit<RunReport, 'faults' | 'log'>;
  /** The first run that broke a rule, shrunk, and what it broke. */
  readonly counterexample: { readonly run: RandomRun; readonly faults: readonly string[] } | null;
}

/** `TRUTH_RUNS` random runs from `TRUTH_SEED`, shrunk where one fails. */
export async function randomRuns(): Promise<TruthReport> {
  const runs = Number(process.env['TRUTH_RUNS'] ?? 500);
  const seed = Number(process.env['TRUTH_SEED'] ?? 20_240_601);
  const totals = { events: 0, rests: 0, compared: 0, segments: 0, dropped: 0, bytes: 0 };
  let faults: readonly string[] = [];
  const outcome = await fc.check(
    fc.asyncProperty(randomRun, async (run) => {
      const report = await playRandomRun(run);
      for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += report[key];
      if (report.faults.length > 0) faults = report.faults;
      return report.faults.length === 0;
    }),
    { numRuns: runs, seed, interruptAfterTimeLimit: 900_000 },
  );
  const run = outcome.counterexample?.[0];
  return { runs: outcome.numRuns, seed, totals, counterexample: run === undefined ? null : { run, faults } };
}
