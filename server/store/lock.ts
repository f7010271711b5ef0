import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Takes the lock of a folder for this process: a file that names the process that has it. Returns the id of the
 * process that has it already, or null. A lock whose process is gone, as after kill(2), is taken over.
 * Two containers that share a folder do not see each other's processes.
 */
export function lockedBy(path: string): number | null {
  const own = `${path}.${process.pid}`;
  try {
    writeFileSync(own, nameOf(process.pid) ?? '', { mode: 0o600 });
    for (;;) {
      if (links(own, path)) return null;
      const owner = textOf(path);
      const pid = Number(owner.split(' ')[0]);
      if (pid !== process.pid && owner !== '' && owner === nameOf(pid)) return pid;
      remove(path, owner, own);
    }
  } finally {
    rmSync(own, { force: true });
  }
}

/** link(2) makes the file appear whole, and fails if there is one. */
function links(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a stale lock, unless another process has just taken it over. */
function remove(path: string, stale: string, own: string): void {
  const aside = `${own}.stale`;
  try {
    renameSync(path, aside);
    if (textOf(aside) !== stale) links(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Returns a name that no other process has had: the id, the time of its start in ticks (proc(5)), and the boot. Null
 * if there is no such process.
 */
function nameOf(pid: number): string | null {
  try {
    const started = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19];
    return `${pid} ${started} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return null;
  }
}
