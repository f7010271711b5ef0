import { useRoom } from '../../lab/room-store.ts';
import type { RecordingProblem } from './recording-file.ts';
import { lessonAsked } from '../../lab/room-link.ts';

/* Recordings are played now and then only: what reads them is fetched then. */

export async function playRecordingFile(file: File): Promise<RecordingProblem | null> {
  return (await import('./recording-file.ts')).playRecordingFile(file);
}

/** The lesson whose recording is meant: the room's, else the one that the address asks for, else the first. */
export function lessonShown(): string {
  return useRoom.getState().lesson || (lessonAsked() ?? 'L1');
}

/** The recording of a lesson that ships with the page. */
export async function playShippedRecording(lesson: string): Promise<RecordingProblem | null> {
  return (await import('./recording-file.ts')).playShippedRecording(lesson);
}

export async function saveRecording(): Promise<void> {
  (await import('./recording-file.ts')).saveRecording();
}
