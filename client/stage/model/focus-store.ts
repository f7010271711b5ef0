import { create } from 'zustand';
import type { ProgramId, ThreadId } from '../../../shared/log/events.ts';

/** The client and the threads that are shown in full while there are several. */
export interface Focus {
  /** Null means the first client. */
  readonly client: ProgramId | null;
  /** By program. Without an entry it is the thread that serves the client in focus, or the main thread. */
  readonly threads: Readonly<Record<ProgramId, ThreadId>>;
  /** The ladder shows only the connection of the client in focus. */
  readonly ladderAlone: boolean;
}

export const useFocus = create<Focus>(() => ({ client: null, threads: {}, ladderAlone: false }));

export function focusClient(client: ProgramId): void {
  // Forget the chosen server thread, so that the one that serves this client is shown.
  useFocus.setState(({ threads: { server: _server, ...threads } }) => ({ client, threads }));
}

export function focusThread(program: ProgramId, thread: ThreadId): void {
  useFocus.setState(({ threads }) => ({ threads: { ...threads, [program]: thread } }));
}
