import type { ClassPlayhead } from '../../shared/protocol/class-schema.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';

/** The place at which a class's presenter looks, as the followers are told it: so often, and the newest one last. */
export class ToldPlayhead {
  #at: ClassPlayhead = null;
  #frame = frameOf(null);
  readonly #news: Throttle;

  /** `tell` is called when there is a new frame. */
  constructor(tell: () => void) {
    this.#news = new Throttle(SERVER_LIMITS.playheadToldEveryMs, after, () => {
      this.#frame = frameOf(this.#at);
      tell();
    });
  }

  get frame(): string {
    return this.#frame;
  }

  set(at: ClassPlayhead): void {
    this.#at = at;
    this.#news.ask();
  }

  end(): void {
    this.#news.end();
  }
}

function frameOf(at: ClassPlayhead): string {
  return JSON.stringify({ type: 'playhead', at } satisfies ServerMessage);
}
