import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { LabEvent } from '../../../shared/log/events.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import { recordingHeader, writeRecording } from '../../../shared/log/recording.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import type { LabCommand } from '../../../shared/protocol/server-messages.ts';
import { addTotals, examined, firstFaultIsEnough, noTotals, type RunReport } from './examined.ts';
import { openRig, type Rig } from './lab-rig.ts';
import { type Hand, programsOf, type RandomRun, randomRun } from './random-programs.ts';

/* Random runs are driven at random. Whatever happens, the rules of SPEC.md hold. */

function playRandomRun(run: RandomRun): ReturnType<typeof examined> {
  const lesson: Lesson = { ...l01, programs: programsOf(run), wire: run.wire };
  const rig = openRig('two-hosts', { timers: run.timers, lesson });
  return examined(rig, async (stuck) => {
    for (const doing of run.hands) {
      if (doing.type === 'wait') await sleep(doing.ms);
      else {
        const command = commandOf(rig, doing);
        if (command !== null) await rig.command(command);
      }
      if (!doing.hurried) await settle(rig, stuck, doing.type);
      // The run has failed already, and each further action would only wait as long again.
      if (stuck.length > 0) return;
    }
    // Everything then goes on to its end, or to where it cannot go on.
    await rig.command({ type: 'wire', settings: plainWire('auto') });
    for (const program of ['server', ...Object.keys(lesson.programs)])
      await rig.command({ type: 'run-on', program });
    for (let head = -1; head !== rig.timeline.head && stuck.length === 0;) {
      head = rig.timeline.head;
      await settle(rig, stuck, 'the end');
      // A delayed ACK (40 ms) may still come.
      await sleep(50);
    }
  });
}

/** Makes the run in `TRUTH_RUN` (the JSON that a failure prints) and returns its whole log. */
export async function oneRandomRun(): Promise<{ faults: readonly string[]; events: readonly LabEvent[] }> {
  const { report, events } = await playRandomRun(JSON.parse(process.env['TRUTH_RUN'] ?? '') as RandomRun);
  return { faults: report.faults, events };
}

function commandOf(rig: Rig, doing: Exclude<Hand, { readonly type: 'wait' }>): LabCommand | null {
  if ('program' in doing && rig.timeline.state.programs[doing.program] === undefined) return null;
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

/** Kernels and hands never meet twice in the same way, so that the log of a run that failed may be the only one. */
function keep(events: readonly LabEvent[], seed: number): void {
  const folder = process.env['TRUTH_LOGS'];
  if (folder === undefined) return;
  const text = writeRecording({ header: recordingHeader('L1'), events });
  writeFileSync(join(folder, `random-${seed}.ndjson`), text);
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
    const { report, events } = await playRandomRun(run);
    // Smaller runs replace it as they are found. A run that was cut off by time shows nothing.
    if (report.faults.length > 0) {
      counterexample = { run, faults: report.faults.slice(0, FAULTS_TOLD) };
      keep(events, seed);
    } else addTotals(totals, report);
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
