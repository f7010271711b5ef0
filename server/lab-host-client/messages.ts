import type { LabEvent } from '../../shared/log/events.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { LabCommand, NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';

/**
 * The protocol between the web server and the lab host. Messages are structured clones over the child's `ipc`
 * channel. Both sides are built from this source, so that messages are not validated. `lab` is the server's
 * name for a lab.
 */
export type NetworkChoice = NetworkKind | 'auto' | 'auto-isolated';

/**
 * `shared-loopback` is the machine's own `lo`. `auto` is the best network that can be made, and
 * `auto-isolated` the best that is in a namespace of its own.
 */
export type NetworkKind = 'two-hosts' | 'loopback' | 'shared-loopback';

/** `pause-unwatched` is the server's own: nobody is there to ask for it. It pauses every thread that runs on. */
export type HostCommand = LabCommand | { readonly type: 'pause-unwatched' };

export type ToLabHost =
  /** The answer is `created`. `lesson.programs` may have edited literals. */
  | {
      readonly type: 'create';
      readonly lab: string;
      readonly lesson: Lesson;
    }
  /**
   * The answer is `reply`, once the command is carried out or refused. A step is carried out when its line
   * has begun.
   */
  | { readonly type: 'command'; readonly lab: string; readonly id: number; readonly command: HostCommand }
  /** The answer is `ended`, once nothing of the lab is left. */
  | { readonly type: 'end'; readonly lab: string }
  /** The oldest `events` message of the lab that was not answered so yet has been read. There is no answer. */
  | { readonly type: 'seen'; readonly lab: string }
  /** The answer is `alive`, and comes at once. */
  | { readonly type: 'are-you-alive' };

export type FromLabHost =
  /** Sent once, when the probe is done. Its grade is `replay` if no lab can run. */
  | { readonly type: 'ready'; readonly network: NetworkInfo }
  | { readonly type: 'created'; readonly lab: string; readonly error: ProtocolError | null }
  /**
   * New events of the lab's log, whose seq counts from 1. All events of one turn of the event loop are one
   * message, and in a flood those of several. The answer is `seen`, without which the lab's programs wait in the end.
   */
  | { readonly type: 'events'; readonly lab: string; readonly events: readonly LabEvent[] }
  | {
      readonly type: 'reply';
      readonly lab: string;
      readonly id: number;
      readonly error: ProtocolError | null;
    }
  | { readonly type: 'ended'; readonly lab: string }
  | { readonly type: 'alive' };
