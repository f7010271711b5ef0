import type { LabEvent } from '../../shared/log/events.ts';
import { LAB_HOST_DIED } from '../../shared/log/lost.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { ProtocolError } from '../../shared/protocol/server-messages.ts';
import type { LabLog } from './lab-log.ts';
import type { Labs, LabSink } from './labs.ts';
import type { Watch } from './room-options.ts';
import { SetUp } from './set-up.ts';

interface LabMakingOptions {
  readonly labs: Labs;
  /** Says whether the room shows this log, of a lab that was made before. */
  readonly isShown: (log: LabLog) => boolean;
  readonly saw: Watch;
  /** There is more of a log, and its lab is not being made. */
  readonly grew: (log: LabLog) => void;
  /** The lab host of such a log's lab has died. The log is closed. */
  readonly lost: (log: LabLog) => void;
}

/** Makes the labs of a room, one at a time, and writes what they do into their logs. */
export class LabMaking {
  readonly #of: LabMakingOptions;
  /** The log of the lab that is being made. */
  #log: LabLog | null = null;
  #diedMeanwhile = false;
  #isEnded = false;

  constructor(of: LabMakingOptions) {
    this.#of = of;
  }

  get isOn(): boolean {
    return this.#log !== null;
  }

  /** The lab host of the lab that was made last died meanwhile. */
  get diedMeanwhile(): boolean {
    return this.#diedMeanwhile;
  }

  /**
   * Makes a lab in place of the one of the log `before`. Calls `begun` once it takes commands, and resolves with null when it is
   * set up.
   */
  async make(
    log: LabLog,
    lesson: Lesson,
    before: LabLog | null,
    begun: () => void,
  ): Promise<ProtocolError | null> {
    const { labs } = this.#of;
    this.#log = log;
    this.#diedMeanwhile = false;
    if (before !== null && !before.isClosed) await labs.end(before.epoch);
    const setUp = new SetUp(lesson, (command) => labs.command(log.epoch, command));
    const error = await labs.create(log.epoch, lesson, this.#sinkOf(log, setUp));
    if (error === null) {
      begun();
      setUp.begin();
    } else setUp.end();
    await setUp.done;
    this.#log = null;
    return error;
  }

  /** Nothing is written any more of the things that its labs still say. */
  end(): void {
    this.#isEnded = true;
  }

  #sinkOf(log: LabLog, setUp: SetUp): LabSink {
    const isCurrent = (): boolean =>
      !this.#isEnded && (this.#log === log || this.#of.isShown(log)) && !log.isClosed;
    return {
      events: (events) => {
        if (isCurrent()) this.#append(log, events, setUp);
      },
      died: () => {
        if (!isCurrent()) return;
        log.close(LAB_HOST_DIED);
        setUp.end();
        if (this.#log === log) this.#diedMeanwhile = true;
        else this.#of.lost(log);
      },
    };
  }

  #append(log: LabLog, events: readonly LabEvent[], setUp: SetUp): void {
    try {
      log.append(events, (event, after) => {
        setUp.see(event, after);
        this.#of.saw(event, after);
      });
    } catch (error) {
      // A log must not have a gap. The events before it stay, and the lab ends here.
      log.close('internal', String(error));
      setUp.end();
      void this.#of.labs.end(log.epoch);
    }
    if (this.#log !== log) this.#of.grew(log);
  }
}
