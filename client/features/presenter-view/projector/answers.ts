import { after } from '../../../after.ts';
import { usePanels } from '../../../ui/panels-store.ts';
import type { Told } from '../channel.ts';

/** For this time, ms, what this window says is taken for an answer to a press in the view. A question is known not to be asked after 3 s. */
const ANSWERED_WITHIN_MS = 4000;

/** Sends to the presenter view what this window says in answer to a press there, because nobody looks here then. */
export class Answers {
  readonly #post: (message: Told) => void;
  #stopWaiting = (): void => {};

  constructor(post: (message: Told) => void) {
    this.#post = post;
  }

  listen(): void {
    this.end();
    const stop = usePanels.subscribe(({ toast }, before) => {
      if (toast !== null && toast !== before.toast) this.#post({ is: 'says', ...toast });
    });
    const stopTimer = after(ANSWERED_WITHIN_MS, stop);
    this.#stopWaiting = () => {
      stop();
      stopTimer();
    };
  }

  end(): void {
    this.#stopWaiting();
  }
}
