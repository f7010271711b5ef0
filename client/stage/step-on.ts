import { dispatch } from '../lab/commands.ts';
import { useFocus } from './model/focus-store.ts';
import { stageSockets } from './model/host-sockets.ts';

/** Steps the thread of a host that the stage shows. */
export function stepOn(host: 'client' | 'server'): void {
  void dispatch((newest) => {
    const { program, thread } = stageSockets(newest, useFocus.getState())[host];
    return {
      type: 'step',
      program: program?.program ?? host,
      ...(thread !== null && { thread: thread.thread }),
    };
  });
}
