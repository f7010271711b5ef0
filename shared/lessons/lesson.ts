import type { Program } from '../programs/tree.ts';
import type { WireSettings } from '../wire-settings.ts';

/** Both languages, always: a text in one only does not type-check. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export interface Lesson {
  /** `L1` … as in links and on the command line. */
  readonly id: string;
  readonly title: Bilingual;
  readonly task: Bilingual;
  /** Held: the learner is the wire. Auto: segments cross by themselves after the delay. */
  readonly wire: WireSettings;
  /**
   * Calm: a held segment is not sent again for a minute. Kernel: as the kernel has them, for lessons about
   * retransmission. Fixed before a lab's first socket.
   */
  readonly timers: 'calm' | 'kernel';
  readonly programs: LessonPrograms;
}

/** `client`, `server`, and more clients as `client2`, `client3` … */
export interface LessonPrograms {
  readonly client: Program;
  readonly server: Program;
  readonly [client: string]: Program;
}
