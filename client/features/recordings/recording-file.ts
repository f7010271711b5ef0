import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import {
  readRecording,
  recordingHeader,
  RecordingError,
  writeRecording,
} from '../../../shared/log/recording.ts';
import { player } from '../../playback/playback.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { useRoom } from '../../lab/room-store.ts';
import { download } from '../../lab/download.ts';
import { room } from '../../lab/room.ts';

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
  saveRun(useRoom.getState().lesson, usePlayhead.getState().events);
}

/** Saves a whole log of this lesson, also one that is shown no longer. */
export function saveRun(lesson: string, events: readonly LabEvent[]): void {
  const header = recordingHeader(lesson, new Date().toISOString());
  download(writeRecording({ header, events }), 'application/x-ndjson', 'ndjson', lesson);
}
