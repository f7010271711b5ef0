import type { ClassPlayhead } from '../../../shared/protocol/class-schema.ts';
import type { Player } from '../../playback/player.ts';
import { type Playhead, usePlayhead } from '../../playback/playhead-store.ts';

interface PursuitOptions {
  readonly player: Player;
  /** The name of the log on the page. */
  readonly epoch: () => string | null;
  /** Called when somebody moves the playhead by hand. */
  readonly byHand: () => void;
}

/**
 * Keeps the playhead where the presenter’s is. The newest that was told counts: an event that the page's log has
 * not come to yet is gone to as soon as it has.
 */
export class Pursuit {
  readonly #options: PursuitOptions;
  #at: ClassPlayhead = null;
  /** This moves the playhead itself now. */
  #moves = false;
  #stop: (() => void) | null = null;

  constructor(options: PursuitOptions) {
    this.#options = options;
  }

  get isOn(): boolean {
    return this.#stop !== null;
  }

  begin(): void {
    this.#stop ??= usePlayhead.subscribe((now, then) => this.#moved(now, then));
    this.#pursue();
  }

  end(): void {
    this.#stop?.();
    this.#stop = null;
  }

  goTo(at: ClassPlayhead): void {
    this.#at = at;
    this.#pursue();
  }

  #moved(now: Playhead, then: Playhead): void {
    if (this.#moves) return;
    const isOtherLog = now.index !== then.index;
    if (now.mode === 'recording' || (!isOtherLog && isMoved(now, then))) this.#options.byHand();
    else if (isOtherLog || now.head !== then.head) this.#pursue();
  }

  #pursue(): void {
    if (!this.isOn) return;
    this.#moves = true;
    const { player, epoch } = this.#options;
    const { cursor, head, mode } = usePlayhead.getState();
    const at = this.#at;
    if (at === null) {
      if (mode === 'past') player.toEnd();
    } else if (at.epoch === epoch()) {
      // One event further is shown with its motion.
      if (mode === 'past' && at.seq === cursor + 1 && at.seq < head) player.step(1);
      else if (cursor !== at.seq || (mode === 'live' && head > at.seq)) player.seek(at.seq);
    }
    this.#moves = false;
  }
}

/** A live log moves the cursor by itself; in the past it is somebody who does. */
function isMoved(now: Playhead, then: Playhead): boolean {
  return now.mode !== then.mode || (now.mode === 'past' && now.cursor !== then.cursor);
}
