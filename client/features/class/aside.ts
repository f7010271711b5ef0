import type { Listener } from '../../lab/connection.ts';

/**
 * Hears the connection while the page plays a recording: of the class alone, because what happens in the lab meanwhile does
 * not belong to the recording. `again` is called when a connection that was lost is back.
 */
export function hearClassOnly(usual: Listener, again: () => void): Listener {
  return {
    connecting() {},
    welcome: again,
    restarted() {},
    events() {},
    room() {},
    class: (told) => usual.class(told),
    lost() {},
    refused() {},
  };
}
