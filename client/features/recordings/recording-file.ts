import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { LIMITS } from '../../../shared/limits.ts';
import {
  readRecording,
  recordingHeader,
  RecordingError,
  writeRecording,
} from '../../../shared/log/recording.ts';
import { player, session } from '../../playback/playback.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { download } from '../../lab/download.ts';
import { room } from '../../lab/room.ts';
import { readFile } from './read-file.ts';
import { type Reading, useReading } from './reading-store.ts';

/** Why a recording could not be played; sentences are made from it at the edge. */
export interface RecordingProblem {
  readonly code: RecordingError['code'] | 'unreachable' | 'no-reader';
  readonly line?: number;
}

function show(events: readonly LabEvent[], shipped: string | null): void {
  room.leave();
  player.load('recording', EMPTY_LAB_STATE, shipped);
  player.append(events, true);
}

/** Shows the log of a lab whose lab host died, at its end. The room goes on without this page. */
export function showLostLog(): void {
  const { lostLog } = useRoom.getState();
  if (lostLog === null) return;
  show(lostLog, null);
  player.toEnd();
}

/** A file that is read sooner than this, ms, shows no progress. */
const SOON_MS = 300;
/** The part of the way that is reading; the rest is folding what was read. */
const READING = 0.6;
/** So many events are folded together, and for so long in one frame, ms. */
const FOLDED_TOGETHER = 64;
const FOLD_MS = 8;

/**
 * Plays a file; resolves with null when it was good or was cancelled. Nothing on the page changes where it was not
 * good. A file may be anybody's, so that it is read beside the page (`reading-worker.ts`).
 */
export async function playRecordingFile(file: File): Promise<RecordingProblem | null> {
  if (file.size > LIMITS.recordingBytes) return { code: 'too-large', line: 1 };
  useReading.getState().reading?.cancel?.();
  const asked = new AbortController();
  let now: Reading = { share: 0, cancel: () => asked.abort() };
  let isTold = false;
  const tell = (reading: Reading): void => {
    now = reading;
    if (isTold) useReading.setState({ reading });
  };
  const soon = setTimeout(() => {
    isTold = true;
    tell(now);
  }, SOON_MS);
  try {
    const read = await readFile(file, (share) => tell({ ...now, share: share * READING }), asked.signal);
    if (read.is === 'cancelled') return null;
    if (read.is === 'refused')
      return read.line === undefined ? { code: read.code } : { code: read.code, line: read.line };
    const { header, events } = read.recording;
    room.leave();
    useRoom.setState({ lesson: header.lesson });
    const isShown = player.load('recording', EMPTY_LAB_STATE);
    await fold(events, isShown, (share) => tell({ share: READING + share * (1 - READING), cancel: null }));
    if (isShown()) player.toStart();
    return null;
  } finally {
    clearTimeout(soon);
    useReading.setState({ reading: null });
  }
}

/** Folds a long log through several frames, unless another log takes its place. */
async function fold(
  events: readonly LabEvent[],
  isShown: () => boolean,
  told: (share: number) => void,
): Promise<void> {
  let frameAt = performance.now();
  for (let from = 0; from < events.length && isShown(); from += FOLDED_TOGETHER) {
    session.append(events.slice(from, from + FOLDED_TOGETHER));
    if (performance.now() - frameAt < FOLD_MS) continue;
    told(from / events.length);
    // A page that nobody looks at has no frames.
    await new Promise<void>((resolve) => {
      if (document.hidden) setTimeout(resolve);
      else requestAnimationFrame(() => resolve());
    });
    frameAt = performance.now();
  }
}

/** The recording that ships with the page: plain static files, so it needs no server of ours. */
export async function playShippedRecording(
  lesson: string,
  variation: string | null = null,
): Promise<RecordingProblem | null> {
  let text: string;
  try {
    const name = variation === null ? lesson : `${lesson}.${variation}`;
    const response = await fetch(`./recordings/${name}.ndjson`);
    if (!response.ok) return { code: 'unreachable' };
    text = await response.text();
  } catch {
    return { code: 'unreachable' };
  }
  try {
    const { header, events } = readRecording(text);
    useRoom.setState({ lesson: header.lesson });
    show(events, lesson);
    player.toStart();
    return null;
  } catch (error) {
    if (error instanceof RecordingError) return { code: error.code, line: error.line };
    return { code: 'not-a-recording' };
  }
}

export function saveRecording(): void {
  const { events } = usePlayhead.getState();
  const header = recordingHeader(useRoom.getState().lesson, new Date().toISOString());
  download(writeRecording({ header, events }), 'application/x-ndjson', 'ndjson');
}
