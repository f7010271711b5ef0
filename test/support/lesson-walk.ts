import type { Page } from 'playwright';
import { addReadable } from './readable.ts';

/** A rest of a run, as the page shows it before the primary button is pressed. */
export interface Rest {
  /** The primary button's words. */
  readonly label: string;
  readonly narration: string;
  /** Texts on the page that should not be there (see `readable.ts`). */
  readonly faults: readonly string[];
  /**
   * The question that the press led to: its options, the one chosen, and the page's words about it
   * afterwards.
   */
  readonly asked?: { readonly question: string; readonly options: readonly string[]; readonly given: number };
  /** The text of the card with the outcome, if the card was shown here. */
  readonly outcome?: {
    readonly yours: string | null;
    readonly happened: string | null;
    readonly title: string;
  };
}

export interface WalkOptions {
  readonly language: 'zh' | 'en';
  /** The primary button's words at the end of the lesson. */
  readonly end: string;
  /** The option that is chosen for each question. */
  readonly choose: 'first' | 'last';
  /** The words of programs and the kernel in this run, which are in no language of the page. */
  readonly own: string;
}

/**
 * Presses the primary button until it leads to the explanation, and returns what the page showed at each
 * rest. It runs inside the page, where a press and its answer take one frame. It presses End to skip what is
 * still being told.
 */
export async function walk(page: Page, options: WalkOptions): Promise<Rest[]> {
  await page.evaluate(addReadable);
  return page.evaluate(async ({ language, end, choose, own }) => {
    const PATIENCE_MS = 8000;
    const found = <T extends Element>(selector: string): T | null => document.querySelector<T>(selector);
    const primary = (): HTMLElement | null => found('[data-part="primary"]');
    const scrubber = (): HTMLInputElement | null => found('[data-part="scrubber"]');
    const card = (is: string): HTMLElement | null => found(`[data-part="prediction"][data-is="${is}"]`);
    const press = (key: string): void => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    };
    const words = (element: Element | null): string =>
      (element as HTMLElement | null)?.innerText.trim() ?? '';
    const labelOf = (button: HTMLElement | null): string => words(button).split('\n')[0] ?? '';
    const until = async <T>(what: string, look: () => T | null | false): Promise<T> => {
      const giveUpAt = performance.now() + PATIENCE_MS;
      for (;;) {
        const seen = look();
        if (seen !== null && seen !== false) return seen;
        if (performance.now() > giveUpAt) throw new Error(`${what}; the button says: ${labelOf(primary())}`);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    };
    /** Waits until everything is shown and the primary button can be pressed. */
    const rest = (): Promise<HTMLElement> =>
      until('never came to a rest', () => {
        const slider = scrubber();
        const button = primary();
        if (slider === null || button === null) return null;
        if (slider.value !== slider.max) press('End');
        const isReady = button.ariaDisabled === 'false' && button.dataset['telling'] === 'false';
        return isReady && slider.value === slider.max ? button : null;
      });
    // The lesson is loaded a moment after the lab, and only then is it known what it asks.
    await until('the lesson never came', () => found('[data-part="lesson"]'));
    const rests: Rest[] = [];
    for (;;) {
      const button = await rest();
      const label = labelOf(button);
      const answered = card('answers');
      const shown: Rest = {
        label,
        narration: words(found('[data-part="narration"] p')),
        faults: window.readable(language, own),
        ...(answered !== null && {
          outcome: {
            title: answered.ariaLabel ?? '',
            yours: answered.querySelector('[data-part="yours"] p')?.textContent ?? null,
            happened: answered.querySelector('[data-part="happened"] p')?.textContent ?? null,
          },
        }),
      };
      if (label === end) return [...rests, shown];
      const before = Number(scrubber()?.max);
      button.click();
      const question = await until(`“${label}” came to nothing`, () => {
        if (Number(scrubber()?.max) > before) return 'events';
        return card('asks');
      });
      if (question === 'events') {
        rests.push(shown);
        continue;
      }
      const choices = [...question.querySelectorAll<HTMLLabelElement>('label')];
      const given = choose === 'first' ? 0 : choices.length - 1;
      const faults = window.readable(language, own);
      const texts = choices.map((choice) => words(choice.querySelector('span')));
      choices[given]?.click();
      const commit = await until('nothing can be chosen', () =>
        question.querySelector<HTMLButtonElement>('button[type="submit"]:enabled'),
      );
      rests.push({
        ...shown,
        faults: [...shown.faults, ...faults],
        asked: { question: words(question.querySelector('legend')), options: texts, given },
      });
      commit.click();
      await until('the question stayed', () => card('asks') === null);
    }
  }, options);
}
