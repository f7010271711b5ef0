import { playShippedRecording } from './recordings.ts';
import { joinRoom, leaveRoom } from './room.ts';

/** The lesson whose shipped recording an address asks for (`?replay=L7`); null where it asks for none. */
export function replayed(search: string): string | null {
  const asked = new URLSearchParams(search).get('replay') ?? '';
  return /^L\d{1,2}$/i.test(asked) ? asked.toUpperCase() : null;
}

/** What the address asks the stage to show: a room or a lab of one's own, or a recording, which needs neither. */
export function enterStage(): void {
  const recording = location.hash === '' ? replayed(location.search) : null;
  if (recording === null) return joinRoom();
  leaveRoom();
  // Where it cannot be had, a lab may.
  void playShippedRecording(recording).then((problem) => problem !== null && joinRoom());
}
