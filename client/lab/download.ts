import { usePlayhead } from '../playback/playhead-store.ts';
import { handFile } from '../ui/hand-file.ts';
import { useRoom } from './room-store.ts';

/** Hands a file to the browser, named after the lesson and the time. */
export function download(content: string | Uint8Array<ArrayBuffer>, type: string, ending: string): void {
  const { lesson } = useRoom.getState();
  const now = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  handFile(`socketscope-${lesson}-${now}.${ending}`, content, type);
}

/** A log whose beginning was folded away is no longer a whole recording. */
export function hasWholeLog(): boolean {
  const { base, head } = usePlayhead.getState();
  return base === 0 && head > 0;
}
