import type { LabEvent } from '../../shared/log/events.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { HostCommand } from '../lab-host-client/messages.ts';
import type { LabHostStatus } from '../../shared/schema.ts';

/** The labs, as rooms see them. The lab host process implements this, and so does a fake in the tests. */
export interface Labs {
  /** The result of the newest probe. Its grade is `replay` if no lab can run. */
  readonly network: NetworkInfo;
  readonly status: LabHostStatus;
  /** Resolves with null once the lab is ready. The lab's events may come earlier. */
  create(lab: string, lesson: Lesson, sink: LabSink): Promise<ProtocolError | null>;
  /**
   * Resolves with null once the command is carried out. A step is carried out when its line has begun. Never
   * rejects.
   */
  command(lab: string, command: HostCommand): Promise<ProtocolError | null>;
  /** Resolves when nothing of the lab is left. Never rejects. */
  end(lab: string): Promise<void>;
}

export interface LabSink {
  events(events: readonly LabEvent[]): void;
  /** The process that ran the lab has died, and the lab with it. No event follows. */
  died(): void;
}
