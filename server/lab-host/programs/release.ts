import type { Charge } from '../python/long-work.ts';
import type { Machine } from '../python/machine.ts';
import type { FileTable } from './file-table.ts';
import type { References } from './references.ts';
import type { SocketCalls } from './socket-calls.ts';

/** The cost of a look at a value, in bytes. */
const LOOK_BYTES = 128;

interface Parts {
  readonly files: FileTable;
  readonly references: References;
  readonly calls: Pick<SocketCalls, 'drop'>;
  readonly charge: Charge;
}

/** Makes the operations by which a thread closes lost sockets. */
export function releasing({ files, references, calls, charge }: Parts): Pick<Machine, 'dropped' | 'release'> {
  const release = (): Promise<void> | null => {
    // A value that another thread has in hand, as while it connects, is in no names yet and would be taken for lost.
    const objects = references.threads === 1 ? files.objects() : null;
    if (objects === null) return null;
    // No value must move during the search, so that it is made at once and charged afterwards.
    const { lost, looked } = references.lost(objects);
    for (const socket of lost) calls.drop(socket);
    return charge(looked * LOOK_BYTES);
  };
  return { dropped: () => files.dropped(), release };
}
