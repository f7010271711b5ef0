import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { styleText } from 'node:util';
import { CaptureOfLog } from '../../shared/model/capture-of-log.ts';
import { canShow, type Lesson } from '../../shared/lessons/lesson.ts';
import type { NetworkInfo } from '../../shared/protocol/server-messages.ts';
import { recordingHeader, writeRecording } from '../../shared/log/recording.ts';
import type { TraceConfig } from './config.ts';
import { Failure } from './failure.ts';
import type { LabHostProcess } from '../lab-host-client/lab-host-process.ts';
import { type Terminal, usesColours } from './announce.ts';
import { LessonRun } from './lesson-run.ts';
import { lessonToTrace, withSettings } from './lesson-settings.ts';
import { type TraceLine, TraceLines } from './trace-lines.ts';

export interface TraceParts {
  readonly labHost: LabHostProcess;
  readonly version: string;
  readonly terminal: Terminal;
  /** This promise settles when the user wants the run to end. */
  readonly ended: Promise<void>;
}

/** Runs one lesson without a browser and returns the exit code. Throws Failure if it cannot begin. */
export async function trace(
  config: TraceConfig,
  { labHost, version, terminal, ended }: TraceParts,
): Promise<0 | 1> {
  const lesson = withSettings(lessonToTrace(config.lesson, config.variation), config.set);
  try {
    const network = await labHost.start();
    if (network.grade === 'replay') throw new Failure('no-live-lab', noLab(network));
    if (!canShow(lesson, network)) throw new Failure('no-live-lab', notHere(lesson));
    const lines = new TraceLines();
    const write = lineWriter(terminal);
    const capture = new CaptureOfLog(() => Date.now());
    const run = new LessonRun({
      labs: labHost,
      lesson,
      edited: config.set.length > 0,
      ended,
      seen(event, state) {
        const line = lines.line(event, state);
        if (line !== null) write(event.at, line);
        capture.see(event, state);
      },
    });
    await run.run();
    const { events } = run.timeline;
    // The log has no date, so that a refreshed recording can be compared with the old one.
    if (config.log !== undefined)
      save(config.log, writeRecording({ header: recordingHeader(lesson.id), events }));
    if (config.pcapng !== undefined)
      save(config.pcapng, capture.file(`Socketscope ${version}`, `Linux ${release()}`));
    const verdict =
      run.problems.length === 0 ? 'It showed all that the lesson says, and every byte is accounted for.' : '';
    if (verdict !== '') terminal.write(`${verdict}\n`);
    else process.stderr.write(`${run.problems.map((problem) => `socketscope: ${problem}`).join('\n')}\n`);
    return run.problems.length === 0 ? 0 : 1;
  } finally {
    await labHost.close();
  }
}

function notHere({ id, needs }: Lesson): string {
  const networks = needs === 'wire' ? 'two-hosts' : 'two-hosts or loopback';
  return `${id} cannot be shown on this network: it needs --network ${networks}.`;
}

function noLab({ failure, platform }: NetworkInfo): string {
  const why =
    failure === null ? '' : `: ${failure.step}${failure.errno === undefined ? '' : ` ${failure.errno}`}`;
  return `No lab can run on ${platform}${why}. Live labs need Linux with network namespaces.`;
}

/**
 * Writes a file as a whole or not at all, so that a full disk leaves neither half a log nor half of what was
 * there. A device or a pipe, such as /dev/stdout, is written to directly. Throws Failure.
 */
function save(file: string, content: string | Uint8Array): void {
  const part = statSync(file, { throwIfNoEntry: false })?.isFile() === false ? file : `${file}.part`;
  try {
    writeFileSync(part, content);
    if (part !== file) renameSync(part, file);
  } catch (error) {
    if (part !== file) rmSync(part, { force: true });
    throw new Failure('cannot-write', `Cannot write ${file}: ${(error as Error).message}.`, error);
  }
}

/** The columns are time in ms, host, thread and text, so that `sort` and `grep` can use them. */
function lineWriter(terminal: Terminal): (atMicros: number, line: TraceLine) => void {
  const colours = usesColours(terminal);
  const styles = { plain: null, segment: 'cyan', aside: 'dim', bad: 'red' } as const;
  return (atMicros, { host, thread, text, style }) => {
    const ms = (atMicros / 1000).toFixed(3).padStart(10);
    const line = `${ms}  ${host.padEnd(6)}  ${thread.padEnd(6)}  ${text}`;
    const colour = styles[style];
    terminal.write(
      `${colours && colour !== null ? styleText(colour, line, { validateStream: false }) : line}\n`,
    );
  };
}
