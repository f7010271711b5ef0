import type { ClassPlayhead, Shipped } from '../../../shared/protocol/class-schema.ts';
import type { Player } from '../../playback/player.ts';
import { type Playhead, usePlayhead } from '../../playback/playhead-store.ts';
import { isSame, shippedNow } from './shipped.ts';

interface PursuitOptions {
  readonly player: Player;
  /** The name of the log on the page. */
  readonly epoch: () => string | null;
  /** Called when somebody moves the playhead by hand. */
  readonly byHand: () => void;
  /** Plays a recording in the log's place. Resolves when it is there, or cannot be had. */
  readonly play: (recording: Shipped) => Promise<void>;
  /** Goes back from a recording to the class's room. */
  readonly goBack: () => void;
}

/**
 * Keeps the playhead where the presenter’s is. The newest that was told counts: an event that the page's log has
 * not come to yet is gone to as soon as it has.
 */
export class Pursuit {
  readonly #options: PursuitOptions;
  #at: ClassPlayhead = null;
  /** This moves the playhead itself now, for so many reasons. */
  #moves = 0;
  /** The recording that was asked for last. One that cannot be had is not asked for again and again. */
  #asked: Shipped | null = null;
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
    this.#asked = null;
  }

  goTo(at: ClassPlayhead): void {
    this.#at = at;
    this.#pursue();
  }

  #moved(now: Playhead, then: Playhead): void {
    if (this.#moves > 0) return;
    const isOtherLog = now.index !== then.index;
    // One that the follower has opened is theirs.
    const isOwn = now.mode === 'recording' && (this.#asked === null || !isSame(shippedNow(), this.#asked));
    if (isOwn || (!isOtherLog && isMoved(now, then))) this.#options.byHand();
    else if (isOtherLog || now.head !== then.head) this.#pursue();
  }

  #pursue(): void {
    if (!this.isOn) return;
    const at = this.#at;
    const recording = at !== null && 'recording' in at ? at.recording : null;
    const { cursor, head, mode } = usePlayhead.getState();
    if (recording === null && mode === 'recording') {
      this.#asked = null;
      this.#options.goBack();
      return;
    }
    if (recording !== null && !isSame(shippedNow(), recording)) {
      if (!isSame(this.#asked, recording)) void this.#play(recording);
      return;
    }
    this.#moves += 1;
    const { player, epoch } = this.#options;
    if (at === null) {
      if (mode === 'past') player.toEnd();
    } else if ('recording' in at) {
      if (cursor !== at.seq) player.seek(at.seq, at.seq === cursor + 1 ? 'step' : 'jump');
    } else if (at.epoch === epoch()) {
      // One event further is shown with its motion.
      if (mode === 'past' && at.seq === cursor + 1 && at.seq < head) player.step(1);
      else if (cursor !== at.seq || (mode === 'live' && head > at.seq)) player.seek(at.seq);
    }
    this.#moves -= 1;
  }

  async #play(recording: Shipped): Promise<void> {
    this.#asked = recording;
    this.#moves += 1;
    await this.#options.play(recording);
    this.#moves -= 1;
    this.#pursue();
  }
}

/** A live log moves the cursor by itself; in the past it is somebody who does. */
function isMoved(now: Playhead, then: Playhead): boolean {
  return now.mode !== then.mode || (now.mode !== 'live' && now.cursor !== then.cursor);
}
