import { create } from 'zustand';
import type { ProgramId, ThreadId } from '../../../shared/log/events.ts';

/** Where there are several of them: the client and the threads that are shown with all they have. */
export interface Focus {
  /** Null: the first. */
  readonly client: ProgramId | null;
  /** One a program; absent: the one that serves the client in focus, else the main thread. */
  readonly threads: Readonly<Record<ProgramId, ThreadId>>;
  /** The ladder shows the conversation in focus only. */
  readonly ladderAlone: boolean;
}

export const useFocus = create<Focus>(() => ({ client: null, threads: {}, ladderAlone: false }));

export function focusClient(client: ProgramId): void {
  // Whoever serves it comes into sight with it.
  useFocus.setState(({ threads: { server: _server, ...threads } }) => ({ client, threads }));
}

export function focusThread(program: ProgramId, thread: ThreadId): void {
  useFocus.setState(({ threads }) => ({ threads: { ...threads, [program]: thread } }));
}
