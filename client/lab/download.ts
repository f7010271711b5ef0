import { handFile } from '../ui/hand-file.ts';
import { useRoom } from './room-store.ts';

/** Hands a file to the browser, named after the lesson and the time. */
export function download(
  content: string | Uint8Array<ArrayBuffer>,
  type: string,
  ending: string,
  lesson = useRoom.getState().lesson,
): void {
  const now = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  handFile(`socketscope-${lesson}-${now}.${ending}`, content, type);
}
