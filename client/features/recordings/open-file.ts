import { LIMITS } from '../../../shared/limits.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import { room } from '../../lab/room.ts';
import { useRoom } from '../../lab/room-store.ts';
import { player, session } from '../../playback/playback.ts';
import { readFile } from './read-file.ts';
import type { RecordingProblem } from './recording-file.ts';
import { type Reading, useReading } from './reading-store.ts';

/** A file that is read sooner than this, ms, shows no progress. */
const SOON_MS = 300;
/** The part of the way that is reading; the rest is folding what was read. */
const READING = 0.6;
/** So many events are folded together, and for so long in one frame, ms. */
const FOLDED_TOGETHER = 64;
const FOLD_MS = 8;

/**
 * Plays a file; resolves with null when it was good or was left: by its button, for a newer file, or for another room.
 * Nothing on the page changes where it was not good. A file may be anybody's, so that it is read beside the page
 * (`reading-worker.ts`).
 */
export async function playRecordingFile(file: File): Promise<RecordingProblem | null> {
  if (file.size > LIMITS.recordingBytes) return { code: 'too-large', line: 1 };
  useReading.getState().reading?.cancel?.();
  const left = new AbortController();
  useReading.setState({ reading: { file, share: 0, isLong: false, cancel: () => left.abort() } });
  const soon = setTimeout(() => change(file, { isLong: true }), SOON_MS);
  const stopWatching = useRoom.subscribe((now, before) => {
    if (before.room !== null && now.room !== before.room) left.abort();
  });
  try {
    const read = await readFile(file, (share) => change(file, { share: share * READING }), left.signal);
    if (read.is === 'cancelled') return null;
    if (read.is === 'refused')
      return read.line === undefined ? { code: read.code } : { code: read.code, line: read.line };
    const { header, events } = read.recording;
    change(file, { cancel: null });
    room.leave();
    useRoom.setState({ lesson: header.lesson });
    player.load('recording', EMPTY_LAB_STATE);
    const isShown = session.watch();
    await fold(events, isShown, (share) => change(file, { share: READING + share * (1 - READING) }));
    if (isShown()) player.toStart();
    return null;
  } finally {
    stopWatching();
    clearTimeout(soon);
    if (useReading.getState().reading?.file === file) useReading.setState({ reading: null });
  }
}

/** Changes what is told of this file, unless another has taken its place. */
function change(file: File, changed: Partial<Reading>): void {
  const { reading } = useReading.getState();
  if (reading?.file === file) useReading.setState({ reading: { ...reading, ...changed } });
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
