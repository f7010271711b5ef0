import type { Page } from 'playwright';
import type { Language } from '../../shared/languages.ts';
import { addReadable } from './readable.ts';

declare global {
  interface Window {
    /** Presses the button that changes the language, unless it is in use, and waits until the page speaks it. */
    speak(language: Language): Promise<void>;
  }
}

/** A rest of a run, as the page shows it in one language before the primary button is pressed. */
export interface Rest {
  /** The primary button's words. */
  readonly label: string;
  readonly narration: string;
  /** Texts on the page that should not be there (see `readable.ts`). */
  readonly faults: readonly string[];
  /** The text of the card with the outcome, if the card was shown here. */
  readonly outcome: {
    readonly yours: string | null;
    readonly happened: string | null;
    readonly title: string;
  } | null;
  /** The question that the press led to, and its options. */
  asked: { readonly question: string; readonly options: readonly string[]; readonly faults: string[] } | null;
}

export interface WalkOptions {
  /** The primary button's words in English at the end of the lesson. */
  readonly end: string;
  /** The beginning of its words in English where it leads to a question. */
  readonly predict: string;
  /** The option that is chosen for each question. */
  readonly choose: 'first' | 'last';
  /** The words of programs and the kernel in this run, which are in no language of the page. */
  readonly own: string;
}

/** This function runs inside a page, where it defines `window.speak`. */
function addSpeak(): void {
  window.speak = async (language) => {
    const speaks = (): boolean => document.documentElement.lang.slice(0, 2) === language;
    if (!speaks()) document.querySelector<HTMLElement>('button[lang]')?.click();
    const giveUpAt = performance.now() + 8000;
    while (!speaks()) {
      if (performance.now() > giveUpAt) throw new Error(`the page does not speak ${language}`);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  };
}

/**
 * Presses the primary button until it leads to the explanation, and returns what the page showed at each rest in
 * each language. It runs inside the page, where a press and its answer take one frame. It presses End to skip what
 * is still being told. Each rest is read in the language of the press before, and then in the other one, in which
 * the next press is made: so each language is changed to and pressed in, and the lesson is walked once.
 */
export async function walk(page: Page, options: WalkOptions): Promise<Record<Language, Rest>[]> {
  await page.evaluate(addReadable);
  await page.evaluate(addSpeak);
  return page.evaluate(async ({ end, predict, choose, own }) => {
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
    let language: Language = 'en';
    /** Reads the page in both languages, and leaves it in the other one. */
    const inBoth = async <T>(read: () => T): Promise<Record<Language, T>> => {
      const other = language === 'en' ? 'zh' : 'en';
      const first = read();
      await window.speak(other);
      language = other;
      const second = read();
      return other === 'zh' ? { en: first, zh: second } : { en: second, zh: first };
    };
    const shownNow = (): Rest => {
      const answered = card('answers');
      return {
        label: labelOf(primary()),
        narration: words(found('[data-part="narration"] p')),
        faults: window.readable(language, own),
        outcome: answered && {
          title: answered.ariaLabel ?? '',
          yours: answered.querySelector('[data-part="yours"] p')?.textContent ?? null,
          happened: answered.querySelector('[data-part="happened"] p')?.textContent ?? null,
        },
        asked: null,
      };
    };
    const rests: Record<Language, Rest>[] = [];
    for (;;) {
      await rest();
      const shown = await inBoth(shownNow);
      rests.push(shown);
      if (shown.en.label === end) return rests;
      const button = await rest();
      const before = Number(scrubber()?.max);
      button.click();
      // A question that the press brings about may stand there before the events have come to the scrubber.
      const leadsToQuestion = shown.en.label.startsWith(predict);
      const question = await until(`“${shown.en.label}” came to nothing`, () => {
        if (leadsToQuestion) return card('asks');
        return Number(scrubber()?.max) > before && 'events';
      });
      if (question === 'events') continue;
      const choices = (): HTMLLabelElement[] => [...question.querySelectorAll<HTMLLabelElement>('label')];
      const asked = await inBoth(() => ({
        question: words(question.querySelector('legend')),
        options: choices().map((choice) => words(choice.querySelector('span'))),
        faults: window.readable(language, own),
      }));
      shown.en.asked = asked.en;
      shown.zh.asked = asked.zh;
      choices()
        .at(choose === 'first' ? 0 : -1)
        ?.click();
      const commit = await until('nothing can be chosen', () =>
        question.querySelector<HTMLButtonElement>('button[type="submit"]:enabled'),
      );
      commit.click();
      await until('the question stayed', () => card('asks') === null);
    }
  }, options);
}
