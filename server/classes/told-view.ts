import type { PresentersView, ViewNews } from '../../shared/protocol/class-schema.ts';
import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';

/** Nothing is known of a presenter who has just come. */
const NOTHING: PresentersView = { presenterAt: null, presenterShows: null, pointedAt: null };

/** How much of the view a follower has not been told: what has just changed, or perhaps more. */
export type Untold = 'newest' | 'whole';

/** The view of a class's presenter, as the followers are told it: so often, and the newest last. */
export class ToldView {
  #now: PresentersView = NOTHING;
  #changed: ViewNews = {};
  #frames: Readonly<Record<Untold, string>> = { newest: frameOf({}), whole: frameOf(NOTHING) };
  readonly #news: Throttle;

  /** `tell` is called when there are new frames. */
  constructor(tell: () => void) {
    this.#news = new Throttle(SERVER_LIMITS.viewToldEveryMs, after, () => {
      this.#frames = { newest: frameOf(this.#changed), whole: frameOf(this.#now) };
      this.#changed = {};
      tell();
    });
  }

  frame(untold: Untold): string {
    return this.#frames[untold];
  }

  set(changed: ViewNews): void {
    this.#now = { ...this.#now, ...changed };
    this.#changed = { ...this.#changed, ...changed };
    this.#news.ask();
  }

  /** The presenter has gone, or is elsewhere. */
  forget(): void {
    this.set(NOTHING);
  }

  end(): void {
    this.#news.end();
  }
}

function frameOf(told: ViewNews): string {
  return JSON.stringify({ type: 'view', told } satisfies ServerMessage);
}
