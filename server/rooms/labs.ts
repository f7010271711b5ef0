import type { LabEvent } from '../../shared/log/events.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { LabCommand, NetworkInfo, ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { LabHostStatus } from '../../shared/schema.ts';

/** What rooms need of whoever runs labs: the lab host process, or a fake of it. */
export interface Labs {
  /** What the newest probe found; grade `replay` where no lab can run. */
  readonly network: NetworkInfo;
  readonly status: LabHostStatus;
  /** Null once the lab stands. Its events may come before. */
  create(lab: string, lesson: Lesson, sink: LabSink): Promise<ProtocolError | null>;
  /** Null once carried out; a step is carried out when its line has begun. Never rejects. */
  command(lab: string, command: LabCommand): Promise<ProtocolError | null>;
  /** Settles when nothing of the lab is left. Never rejects. */
  end(lab: string): Promise<void>;
}

export interface LabSink {
  events(events: readonly LabEvent[]): void;
  /** The process that ran the lab is gone, and the lab with it. Nothing follows. */
  died(): void;
}
