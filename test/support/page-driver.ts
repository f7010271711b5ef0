import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright';
import { chromiumFlags, findBrowser } from '../../scripts/browser.mjs';
import { newPage } from './devices.ts';

/** Launches the browser that `npm test` found or installed. */
export async function launchBrowser(): Promise<Browser> {
  const found = await findBrowser();
  if (found === undefined) throw new Error('no browser here; `npm test` installs one');
  return chromium.launch({ ...(found !== 'playwright' && found), args: [...chromiumFlags] });
}

/** On a phone the button is in two places, one of which is shown. */
const PRIMARY = '[data-part="primary"]:visible';
const CAN_GO_ON = '[data-part="primary"][aria-disabled="false"][data-telling="false"]:not([data-waits])';
const READY = `${CAN_GO_ON}:visible`;
/** A lesson asks on a card before it goes on, and the primary button leads to it. */
const PREDICT = /Predict first|先预测/;
const ASKED = '[data-part="prediction"][data-is="asks"]';
const ONLY_WATCH = /Only watch|只看不猜/;
const COMMIT = /That is my prediction|这就是我的预测/;
const SCRUBBER = '[data-part="dock"] input[type="range"]';

/** The stage with all its parts, whatever the lesson has introduced. */
export const EVERY_PART = { stage: 'all' } as const;

export interface OpenOptions extends BrowserContextOptions {
  /** The code of one of the page's languages. */
  readonly language?: string;
}

/** Drives a page of the running server as a learner would, by what can be seen and pressed. */
export class PageDriver {
  readonly page: Page;
  /** The errors that the page wrote to its console. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Opens a page on a device of its own. Motion is reduced unless the options say otherwise. */
  static async open(browser: Browser, address: string, options: OpenOptions = {}): Promise<PageDriver> {
    const { language = 'en', ...context } = options;
    const page = await newPage(
      browser,
      address,
      { viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce', ...context },
      { 'socketscope.settings': JSON.stringify(EVERY_PART) },
    );
    const driver = new PageDriver(page);
    const url = new URL(address);
    // An address that names nothing means the stage here, because the bare address is the home page.
    if (url.search === '' && url.hash === '') url.searchParams.set('lesson', 'L1');
    url.searchParams.set('lang', language);
    await page.goto(url.href);
    return driver;
  }

  /** Changes the language by the page's own button, unless the page is in it already. */
  async speak(language: string): Promise<void> {
    const change = this.page.locator(`header button[lang|="${language}"]`);
    if ((await change.count()) > 0) await change.click();
    await this.page.locator(`html[lang|="${language}"]`).waitFor();
  }

  /** Returns the scrubber's values: the event that is shown, and the number of events. */
  async position(): Promise<{ cursor: number; head: number }> {
    const slider = this.page.locator(SCRUBBER);
    return { cursor: Number(await slider.inputValue()), head: Number(await slider.getAttribute('max')) };
  }

  primary(): Promise<string> {
    return this.page.locator(PRIMARY).innerText();
  }

  /** Waits until the page has a lab to step. */
  async ready(): Promise<void> {
    await this.page.locator(READY).waitFor();
    // The stage comes after the button.
    await this.page.locator('main').waitFor();
  }

  /** Skips what is still being told, until all events are shown and the primary button can be pressed. */
  async settled(): Promise<void> {
    const giveUpAt = performance.now() + 60_000;
    for (;;) {
      await this.page.keyboard.press('End');
      const isReady = await this.page.locator(READY).isVisible();
      const { cursor, head } = await this.position();
      if (isReady && cursor === head) return;
      if (performance.now() > giveUpAt) throw new Error(`nothing to press for: ${await this.primary()}`);
      await this.page.waitForTimeout(50);
    }
  }

  /** Waits until the next thing to do is to answer a question. */
  async hasAsked(): Promise<void> {
    await this.page.locator(PRIMARY, { hasText: PREDICT }).waitFor();
  }

  /** Presses the primary button and shows everything that came of it. */
  async next(): Promise<string> {
    const { label } = await this.press();
    await this.ready();
    await this.page.keyboard.press('End');
    return label;
  }

  /**
   * Presses the primary button and shows what has come of it so far; more may be under way. A question is
   * answered with this option (from 0), or only watched if there is none.
   */
  async press(option?: number): Promise<{ label: string; asked: boolean }> {
    for (let tries = 1; ; tries += 1) {
      await this.settled();
      const label = await this.primary();
      const { head } = await this.position();
      await this.page.locator(PRIMARY).click();
      // If something came between the look and the press, the button was busy. It is pressed again, as people
      // do.
      const came = await this.cameOf(head, label).catch((error: unknown) => {
        if (tries === 3) throw error;
        return null;
      });
      if (came === 'question') await this.answer(option);
      else await this.page.keyboard.press('End');
      if (came !== null) return { label, asked: came === 'question' };
    }
  }

  /**
   * Waits until a press, made under this label when there were so many events, has had its effect. A question that its events bring about
   * may stand there before they have come to the scrubber.
   */
  async cameOf(head: number, label: string): Promise<'question' | 'events'> {
    const came = await this.page.waitForFunction(
      ([scrubber, before, question]) => {
        if (question !== null) return document.querySelector(question) === null ? null : 'question';
        return Number(document.querySelector(scrubber)?.getAttribute('max')) > before ? 'events' : null;
      },
      [SCRUBBER, head, PREDICT.test(label) ? ASKED : null] as const,
      { timeout: 10_000 },
    );
    return (await came.jsonValue())!;
  }

  /** If a press of the primary button with this label asked a question, only watches it and returns true. */
  async skipsQuestion(label: string): Promise<boolean> {
    if (!PREDICT.test(label)) return false;
    await this.answer();
    return true;
  }

  /** Answers the question that is asked with this option (from 0), or chooses to only watch. */
  async answer(option?: number): Promise<void> {
    const card = this.page.locator(ASKED);
    if (option !== undefined) await card.getByRole('radio').nth(option).check();
    await card.getByRole('button', { name: option === undefined ? ONLY_WATCH : COMMIT }).click();
    await card.waitFor({ state: 'detached' });
  }

  /** Answers as {@link answer} does, by the keys that the card names. */
  async answerByKeyboard(option: number): Promise<void> {
    const card = this.page.locator(ASKED);
    await card.waitFor();
    await this.page.keyboard.press(String(option + 1));
    await this.page.keyboard.press('Enter');
    await card.waitFor({ state: 'detached' });
  }

  /**
   * Opens the lesson's guide. Waits until the lesson is over or the primary button can go on, and says which.
   */
  async isOver(): Promise<boolean> {
    await this.page.keyboard.press('e');
    const guide = this.page.locator('[data-part="guide"]');
    await guide.waitFor();
    const over = await this.page.waitForFunction((primary) => {
      const way = document.querySelector<HTMLProgressElement>('[data-part="progress"] progress');
      if (way !== null && way.value === way.max) return 'over';
      return document.querySelector(primary) === null ? null : 'can go on';
    }, CAN_GO_ON);
    if ((await over.jsonValue()) === 'over') return true;
    await this.page.keyboard.press('Escape');
    await guide.waitFor({ state: 'detached' });
    return false;
  }

  /** Returns whether this page has as many events as another one has at this moment. */
  async hasHeadOf(other: PageDriver): Promise<boolean> {
    const [own, others] = await Promise.all([this.position(), other.position()]);
    return own.head === others.head;
  }

  /** Presses the primary button until its label matches. Returns the labels that it had before. */
  async nextUntil(wanted: RegExp, most = 60): Promise<string[]> {
    const pressed: string[] = [];
    for (let i = 0; i < most; i += 1) {
      await this.ready();
      if (wanted.test(await this.primary())) return pressed;
      pressed.push(await this.next());
    }
    throw new Error(`never came to ${wanted}: ${pressed.join(' · ')}`);
  }

  /** Begins a class by the menu of a page in English, and returns its code. Its panel stays open. */
  async beginClass(): Promise<string> {
    await this.page.locator('[data-part="menu"]').click();
    await this.page.getByRole('button', { name: /^Begin class/ }).click();
    const spelt = this.page.locator('[data-part="class-panel"] b[aria-label]');
    return (await spelt.getAttribute('aria-label'))!.replaceAll(' ', '');
  }

  /** Finds a program's column by its name in English. */
  column(name: 'Client' | 'Server'): Locator {
    return this.page.getByRole('article', { name });
  }

  buffer(column: 'Client' | 'Server', buffer: 'Send' | 'Receive'): Locator {
    return this.column(column).getByRole('region', { name: new RegExp(`${buffer} buffer`, 'i') });
  }

  /** Finds the segments that lie on the wire. */
  get chips(): Locator {
    return this.page.getByRole('region', { name: 'Wire' }).getByRole('group', { name: /^Segment/ });
  }

  /** Returns the stage as text: what is drawn and where, without what only time moves. */
  async stage(): Promise<string> {
    return (await this.moment(() => true)).picture;
  }

  /**
   * Returns the event that is shown and its picture, taken together, once nothing moves and `wanted` holds.
   */
  async moment(
    wanted: (position: { cursor: number; head: number }) => boolean,
  ): Promise<{ cursor: number; picture: string }> {
    for (;;) {
      const seen = await this.page.evaluate((scrubber) => {
        const slider = document.querySelector<HTMLInputElement>(scrubber);
        const stage = document.querySelector('main');
        if (stage === null) throw new Error('no stage');
        // The lesson's question lies over the picture, and is asked in the present only.
        const card = stage.querySelector<HTMLElement>('[data-part="prediction"]');
        if (card !== null) card.style.display = 'none';
        const picture = stage.innerText.replaceAll(/\d+(\.\d+)? s\b/g, '… s');
        card?.style.removeProperty('display');
        return {
          // On a phone there is no dock, so that the position is unknown.
          cursor: slider?.valueAsNumber ?? 0,
          head: Number(slider?.max ?? 0),
          moving: document.querySelector('[data-part="motion"]')?.childElementCount ?? 0,
          picture,
        };
      }, SCRUBBER);
      if (seen.moving === 0 && wanted(seen)) return seen;
      await this.page.waitForTimeout(20);
    }
  }
}
