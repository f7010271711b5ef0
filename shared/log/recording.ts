import * as v from 'valibot';
import { labEventSchema, type LabEvent } from './events.ts';
import { LIMITS } from '../limits.ts';
import { programSchema } from '../programs/schema.ts';

/**
 * A recording is a log as NDJSON: a header line, then one event on each line. The header's version is that of
 * the event format. A reader refuses a newer version, because it could misread it.
 */
export const RECORDING_VERSION = 2;

const headerSchema = v.strictObject({
  format: v.literal('socketscope-recording'),
  version: v.pipe(v.number(), v.integer()),
  lesson: v.string(),
  /**
   * The date in ISO 8601. It is absent if a command refreshes the recording, so that the file does not change
   * with the date.
   */
  recordedAt: v.exactOptional(v.string()),
});
export type RecordingHeader = v.InferOutput<typeof headerSchema>;

export interface Recording {
  readonly header: RecordingHeader;
  readonly events: readonly LabEvent[];
}

/** Carries a stable code and the line (from 1) at which reading stopped. */
export class RecordingError extends Error {
  readonly code:
    | 'not-a-recording'
    | 'newer-version'
    | 'bad-event'
    | 'too-large'
    | 'out-of-order'
    /** The file is a recording, but ends within a line or before its first event. */
    | 'cut-off'
    /** The events are readable, but lead to more at once than a page can show (`shared/model/bounds.ts`). */
    | 'too-much';
  readonly line: number;

  constructor(code: RecordingError['code'], line: number, detail: string) {
    super(`${code} at line ${line}: ${detail}`);
    this.name = 'RecordingError';
    this.code = code;
    this.line = line;
  }
}

export function recordingHeader(lesson: string, recordedAt?: string): RecordingHeader {
  const header = { format: 'socketscope-recording', version: RECORDING_VERSION, lesson } as const;
  return recordedAt === undefined ? header : { ...header, recordedAt };
}

export function writeRecording(recording: Recording): string {
  return [recording.header, ...recording.events].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Every recording begins with these characters, because the fields are always written in the same order. */
const BEGINNING = '{"format":"socketscope-recording"';

/**
 * Reads and validates every line. Throws RecordingError, also if the file ends within a line. `see` is called with
 * each event as soon as it is read, and with the share of the lines that have been read.
 */
export function readRecording(text: string, see?: (event: LabEvent, share: number) => void): Recording {
  if (text.length > LIMITS.recordingBytes)
    throw new RecordingError('too-large', 1, `more than ${LIMITS.recordingBytes} characters`);
  const lines = text.split('\n');
  if (lines.at(-1)?.trim() === '') lines.pop();
  const ending = lines.at(-1) ?? '';
  const isCut = text.startsWith(BEGINNING) && !text.endsWith('\n') && json(ending) === undefined;
  const header = v.safeParse(headerSchema, json(lines[0] ?? ''));
  if (!header.success && isCut && lines.length === 1) throw cutOff(lines);
  if (!header.success) throw new RecordingError('not-a-recording', 1, 'no socketscope-recording header');
  if (header.output.version > RECORDING_VERSION)
    throw new RecordingError('newer-version', 1, `version ${header.output.version}`);
  if (lines.length === 1) throw cutOff(lines);
  const events = lines.slice(1).map((line, i): LabEvent => {
    if (isCut && i === lines.length - 2) throw cutOff(lines);
    const parsed = v.safeParse(labEventSchema, json(line));
    if (!parsed.success) throw new RecordingError('bad-event', i + 2, parsed.issues[0].message);
    if ('tree' in parsed.output && !v.is(programSchema, parsed.output.tree))
      throw new RecordingError('bad-event', i + 2, 'not a program');
    if (parsed.output.seq !== i + 1)
      throw new RecordingError('out-of-order', i + 2, `expected event ${i + 1}, got ${parsed.output.seq}`);
    see?.(parsed.output, (i + 2) / lines.length);
    return parsed.output;
  });
  return { header: header.output, events };
}

function cutOff({ length }: readonly string[]): RecordingError {
  return new RecordingError('cut-off', length, 'the file ends too early');
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
