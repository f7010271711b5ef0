import { isDeepStrictEqual } from 'node:util';
import { fromHex } from '../../../shared/bytes.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { readRecording, recordingHeader, writeRecording } from '../../../shared/log/recording.ts';
import { parseSegment } from '../../../shared/tcp/segment.ts';
import { headersOf, packetLength } from '../../../shared/tcp/raw-headers.ts';
import { Timeline } from '../../../shared/log/timeline.ts';
import { CaptureOfLog } from '../../../shared/model/capture-of-log.ts';
import { checkLog, type LogReport } from '../../support/log-checks.ts';
import { addCounts, checkSentences, type Counts } from '../../support/claims/told-sentences.ts';
import { asTsharkSays, readByTshark } from '../../support/tshark.ts';
import type { Rig } from './lab-rig.ts';
import { secondOpinion } from './second-opinion.ts';
import { ssWitness } from './ss-witness.ts';

/* A run, and everything known of it compared: model, kernel, capture, NICs, tshark and replay. */

/** The figures of one run, for the totals. */
export interface RunReport extends LogReport {
  readonly segments: number;
  readonly dropped: number;
  readonly bytes: number;
  /** Passages at a NIC that the log and a packet(7) socket have alike, byte for byte. */
  readonly passages: number;
  /** Passages that the capture's own buffer had no room for, by the kernel's count. */
  readonly missed: number;
  /** Segments that tshark has read from the pcapng as the log has them. This is 0 if there is no tshark. */
  readonly read: number;
  /** States of the read-back recording that equal those of the live log. */
  readonly replayed: number;
  /** The sentences of the narration that were told, by their key, each checked by its claim. */
  readonly sentences: Counts;
  /** The figures of sockets that were compared with what ss(8) says, by their kind. It is empty without ss. */
  readonly figures: Readonly<Record<string, number>>;
}

type Figure = keyof Omit<RunReport, 'faults' | 'sentences' | 'figures'>;
export type Totals = { -readonly [K in Figure]: number } & {
  readonly sentences: Counts;
  readonly figures: Record<string, number>;
};

export function noTotals(): Totals {
  return {
    events: 0,
    rests: 0,
    compared: 0,
    segments: 0,
    dropped: 0,
    bytes: 0,
    received: 0,
    passages: 0,
    missed: 0,
    read: 0,
    replayed: 0,
    sentences: {},
    figures: {},
  };
}

export function addTotals(totals: Totals, report: RunReport): void {
  const { sentences, figures, ...sums } = totals;
  for (const key of Object.keys(sums) as Figure[]) totals[key] += report[key];
  addCounts(sentences, report.sentences);
  for (const [kind, count] of Object.entries(report.figures)) figures[kind] = (figures[kind] ?? 0) + count;
}

/**
 * With `TRUTH_STOP=first` the only question is whether any fault is noticed, so that nothing is done after
 * the first.
 */
export const firstFaultIsEnough = (): boolean => process.env['TRUTH_STOP'] === 'first';

/** Drives a new rig, examines the run and ends the rig. The driver adds its own faults with `note`. */
export async function examined(
  rig: Rig,
  drive: (note: string[]) => Promise<void>,
): Promise<{ readonly report: RunReport; readonly events: readonly LabEvent[] }> {
  const noted: string[] = [];
  const opinion = secondOpinion(rig);
  const ss = ssWitness(rig);
  await drive(noted);
  const kernel = await ss.report();
  const { passages, missed, faults: unlike } = await opinion.compare();
  opinion.close();
  const events = await rig.end();
  const log = checkLog(events);
  const replay = replayed(rig.timeline);
  const tshark = await asTsharkReads(events);
  const told = checkSentences(events);
  const faults = [
    ...log.faults,
    ...noted,
    ...kernel.faults,
    ...unlike,
    ...replay.faults,
    ...tshark.faults,
    ...told.faults,
  ];
  const report = {
    ...log,
    ...totals(events),
    faults,
    passages,
    missed,
    read: tshark.read,
    replayed: replay.states,
    sentences: told.counts,
    figures: kernel.figures,
  };
  return { report, events };
}

/**
 * Checks that the recording, written and read back, has the same states as its log, along the way and at its
 * end.
 */
function replayed(live: Timeline): { states: number; faults: string[] } {
  const text = writeRecording({ header: recordingHeader('L1'), events: live.events });
  const again = new Timeline();
  again.append(readRecording(text).events);
  const faults = [];
  const moments = [live.head];
  for (let seq = live.head; seq > 0; seq -= Math.ceil(live.head / 8)) moments.push(seq);
  for (const seq of moments)
    if (!isDeepStrictEqual(again.stateAt(seq), live.stateAt(seq)))
      faults.push(`replay differs at seq ${seq}: ${whereUnlike(again.stateAt(seq), live.stateAt(seq))}`);
  if (!isDeepStrictEqual(again.state, live.state)) faults.push('replay differs at its end');
  return { states: moments.length, faults };
}

async function asTsharkReads(events: readonly LabEvent[]): Promise<{ read: number; faults: string[] }> {
  const capture = new CaptureOfLog();
  const timeline = new Timeline();
  for (const event of events) {
    timeline.append([event]);
    capture.see(event, timeline.state);
  }
  const own = events.flatMap((event): string[] => {
    if (event.type === 'segment-sent')
      return [asTsharkSays(event.headers, { onWire: event.rawBytes, kept: event.raw.length / 2 })];
    if (event.type !== 'segments-passed') return [];
    return headersOf(fromHex(event.raw)).map((header) => {
      const headers = parseSegment(header);
      const bytes = { onWire: packetLength(header), kept: header.length };
      return headers === null ? 'no segment' : asTsharkSays(headers, bytes);
    });
  });
  const lines = await readByTshark(capture.file('Socketscope', 'Linux'));
  if (lines === null) return { read: 0, faults: [] };
  const differs = own.findIndex((line, i) => line !== lines[i]);
  const faults = [];
  if (differs >= 0)
    faults.push(`tshark reads segment ${differs} as ${lines[differs]}, the log has ${own[differs]}`);
  else if (lines.length !== own.length) faults.push(`tshark reads ${lines.length} of ${own.length} segments`);
  return { read: own.length, faults };
}

function totals(events: readonly LabEvent[]): Pick<RunReport, 'segments' | 'dropped' | 'bytes'> {
  let [segments, dropped, bytes] = [0, 0, 0];
  for (const event of events) {
    if (event.type === 'segment-sent') {
      segments += 1;
      bytes += event.headers.payloadBytes;
    } else if (event.type === 'segments-passed') {
      segments += event.count;
      bytes += event.payloadBytes;
    } else if (event.type === 'segment-dropped') dropped += 1;
  }
  return { segments, dropped, bytes };
}

/** Returns the first place in which two plain values differ. */
function whereUnlike(a: unknown, b: unknown, path = ''): string {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return `${path}: ${String(a)}, ${String(b)}`;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const key = [...new Set([...Object.keys(x), ...Object.keys(y)])].find(
    (one) => !(one in x && one in y) || !isDeepStrictEqual(x[one], y[one]),
  );
  return key === undefined ? `${path}: order or kind` : whereUnlike(x[key], y[key], `${path}.${key}`);
}
