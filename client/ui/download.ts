import { usePlayhead } from '../playback/playhead-store.ts';
import { useRoom } from '../lab/room-store.ts';

/** Hands a file to the browser, named after the lesson and the time. */
export function download(content: string | Uint8Array<ArrayBuffer>, type: string, ending: string): void {
  const { lesson } = useRoom.getState();
  const now = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  handFile(`socketscope-${lesson}-${now}.${ending}`, content, type);
}

/** The same under a name of its own. */
export function handFile(name: string, content: string | Uint8Array<ArrayBuffer>, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A log whose beginning was folded away is no whole recording any more. */
export function hasWholeLog(): boolean {
  const { base, head } = usePlayhead.getState();
  return base === 0 && head > 0;
}
