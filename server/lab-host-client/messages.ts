import type { LabEvent } from '../../shared/log/events.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { LabCommand, NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';

/**
 * The IPC protocol between the web server and the lab host, both built from this source: structured
 * clones over the child's `ipc` channel, not validated again. `lab` is the server's name for a lab.
 */
export type NetworkChoice = 'auto' | 'two-hosts' | 'loopback' | 'shared-loopback';

export type ToLabHost =
  /** Answered by `created`; `lesson.programs` may carry edited literals. */
  | {
      readonly type: 'create';
      readonly lab: string;
      readonly lesson: Lesson;
    }
  /** Answered by `reply` once the command is carried out or refused; a step is carried out when its line has begun. */
  | { readonly type: 'command'; readonly lab: string; readonly id: number; readonly command: LabCommand }
  /** Answered by `ended` once nothing of the lab is left. */
  | { readonly type: 'end'; readonly lab: string }
  /** Answered by `alive`, at once. */
  | { readonly type: 'are-you-alive' };

export type FromLabHost =
  /** Sent once, when the probe is done. Its grade is `replay` where no lab can run. */
  | { readonly type: 'ready'; readonly network: NetworkInfo }
  | { readonly type: 'created'; readonly lab: string; readonly error: ProtocolError | null }
  /** The lab's log as it grows, numbered from 1, a batch a turn of the event loop. */
  | { readonly type: 'events'; readonly lab: string; readonly events: readonly LabEvent[] }
  | {
      readonly type: 'reply';
      readonly lab: string;
      readonly id: number;
      readonly error: ProtocolError | null;
    }
  | { readonly type: 'ended'; readonly lab: string }
  | { readonly type: 'alive' };
