import { rmSync } from 'node:fs';
import { runFolder } from '../machine.ts';

/** Makes the folder that all files of a run share, and removes it at the end. */
export function setup(): () => void {
  const folder = runFolder();
  return () => rmSync(folder, { recursive: true, force: true });
}
