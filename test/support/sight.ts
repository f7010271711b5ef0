import type { Page } from 'playwright';
import { evidenceOf } from '../../shared/lessons/evidence.ts';
import { findLesson } from '../../shared/lessons/index.ts';
import type { Seen } from '../../shared/lessons/lesson.ts';
import type { LabEvent } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { listing } from '../../shared/programs/listing.ts';
import { RecordedLab } from './recorded-lab.ts';
import type { RecordedPages } from './recorded-page.ts';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

/** Something that must be seen whole. Its column must show this program; otherwise another client is in focus. */
interface Target {
  readonly program: string;
  readonly selector: string;
  readonly text?: string;
  /** The name of a function that has returned is gone. */
  readonly mayBeGone?: true;
}

const lineOf = (program: string, line: number): Target => ({ program, selector: `[data-line="${line}"]` });

/** The evidence of a lesson, as its log brings it about. */
class Evidence {
  readonly #all: readonly Seen[];
  readonly #counts = new Map<string, number>();
  readonly #calls = new Map<
    number,
    { readonly program: string; readonly line: number; readonly due: boolean }
  >();

  constructor(lesson: string) {
    this.#all = evidenceOf(findLesson(lesson)!);
  }

  /** Returns what these events have shown, and what is to be seen at any time. */
  of(events: readonly LabEvent[], state: LabState): readonly Target[] {
    const targets = events.flatMap((event) => this.#of(event, state));
    for (const { program, status } of Object.values(state.threads))
      if (status !== 'ended') targets.push({ program, selector: '[data-line][aria-current]' });
    for (const seen of this.#all) {
      const tree = 'program' in seen ? state.programs[seen.program]?.tree : undefined;
      if (tree === undefined) continue;
      if (seen.see === 'line') targets.push(lineOf(seen.program, seen.line));
      if (seen.see !== 'literal') continue;
      const line = listing(tree).find(({ tokens }) =>
        tokens.some(({ parameter }) => parameter?.id === seen.parameter),
      );
      if (line !== undefined) targets.push(lineOf(seen.program, line.line));
    }
    return targets;
  }

  #of(event: LabEvent, state: LabState): Target[] {
    switch (event.type) {
      case 'call-entered': {
        const program = state.threads[event.thread]!.program;
        const key = `${program} ${event.name}`;
        const nth = (this.#counts.get(key) ?? 0) + 1;
        this.#counts.set(key, nth);
        const due = this.#all.some(
          (seen) =>
            seen.see === 'call' && seen.program === program && seen.call === event.name && seen.nth === nth,
        );
        this.#calls.set(event.call, { program, line: event.line, due });
        return [];
      }
      case 'call-returned': {
        const call = this.#calls.get(event.call);
        return call?.due === true ? [lineOf(call.program, call.line)] : [];
      }
      case 'variable-set': {
        const host = state.programs[event.program]!.host;
        const selector = `[data-anchor="var:${host}:${event.name}"]`;
        return [{ program: event.program, selector, mayBeGone: true }];
      }
      case 'output': {
        const host = state.programs[event.program]!.host;
        // The page shows the exception of a traceback, which is its last line.
        const text = event.text.trim().replace(/^Traceback[^]*\n/, '');
        return [{ program: event.program, selector: `[data-anchor="output:${host}"]`, text }];
      }
      default:
        return [];
    }
  }
}

/**
 * Lets a recorded lesson happen, turn by turn, and looks at each rest and in each window whether what it is about is
 * seen whole. Returns what is not.
 */
export async function unseen(
  pages: RecordedPages,
  lesson: string,
  language: string,
  viewports: readonly Viewport[],
): Promise<string[]> {
  const lab = new RecordedLab(lesson);
  const evidence = new Evidence(lesson);
  const driver = await pages.page(lab, { language, settings: { speed: 4, stage: 'growing' } });
  const { page } = driver;
  await driver.ready();
  const faults: string[] = [];
  let known = 0;
  for (;;) {
    const events = lab.events.slice(known);
    known = lab.events.length;
    const targets = evidence.of(events, lab.state);
    const { seq } = lab.state;
    for (const viewport of viewports) {
      await page.setViewportSize(viewport);
      // Looking at the targets scrolls to them; where the page itself has scrolled to is seen before that.
      const found = [
        ...(await settledFaults(() => page.evaluate(whatIsOutOfView, seq))),
        ...(await settledFaults(() => page.evaluate(whatIsNotWhole, { seq, targets }))),
      ];
      faults.push(...found.map((fault) => `${lesson}/${seq} ${viewport.width}×${viewport.height}: ${fault}`));
    }
    if (lab.isOver) break;
    await answer(page);
    lab.advance();
  }
  await page.close();
  return faults;
}

/** A page needs some frames for a new window. A fault that is there at each of so many looks is one. */
const LOOKS = 12;

async function settledFaults(look: () => Promise<string[]>): Promise<string[]> {
  for (let looks = 1; ; looks += 1) {
    const found = await look();
    if (found.length === 0 || looks === LOOKS) return found;
  }
}

/** Gives the first answer, so that the outcome is seen too. */
async function answer(page: Page): Promise<void> {
  await page.evaluate(() => {
    const form = document.querySelector('form[data-part="prediction"]');
    form?.querySelector('input')?.click();
    requestAnimationFrame(() => form?.querySelector<HTMLElement>('[type="submit"]')?.click());
  });
}

/**
 * Runs inside the page, and scrolls nothing to a line. Each program that is shown must have a line in view, whole, on which a
 * thread stands.
 */
export async function whatIsOutOfView(seq: number): Promise<string[]> {
  const giveUpAt = performance.now() + 8000;
  for (;;) {
    const slider = document.querySelector<HTMLInputElement>('[data-part="scrubber"]');
    if (slider !== null && Number(slider.max) >= seq && slider.value === slider.max) break;
    if (performance.now() > giveUpAt) return ['never came to this event'];
    document.body.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true }),
    );
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  // A wide page that a narrow window has scrolled stays scrolled.
  if (document.querySelector('[role="tablist"]') === null) scrollTo(0, 0);
  for (let frames = 0; frames < 3; frames += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  const isInView = (line: Element): boolean => {
    const { left, right, top, bottom } = line.getBoundingClientRect();
    return [top + 2, (top + bottom) / 2, bottom - 2].every((y) => {
      const hits = [left + 60, (left + right) / 2].map((x) => document.elementFromPoint(x, y));
      return hits.every((hit) => hit !== null && line.contains(hit));
    });
  };
  return [...document.querySelectorAll('article[data-shows]')].flatMap((column) => {
    const lines = [...column.querySelectorAll('[data-line][aria-current]')];
    if (!column.checkVisibility() || lines.length === 0 || lines.some(isInView)) return [];
    return [`no current line of ${column.getAttribute('data-shows')} is in view`];
  });
}

/** Runs inside the page, where the playhead comes to the event and each target is looked at. */
async function whatIsNotWhole({
  seq,
  targets,
}: {
  readonly seq: number;
  readonly targets: readonly Target[];
}): Promise<string[]> {
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  const giveUpAt = performance.now() + 8000;
  const press = (key: string): boolean =>
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  for (;;) {
    const slider = document.querySelector<HTMLInputElement>('[data-part="scrubber"]');
    const isShown = slider !== null && Number(slider.max) >= seq && slider.value === slider.max;
    if (isShown && document.querySelector('main article, [role="tablist"]') !== null) break;
    if (performance.now() > giveUpAt) return ['never came to this event'];
    press('End');
    await frame();
  }
  await frame();
  await frame();
  // The page's own scrolling is seen in the next window: looking leaves it as it is.
  const scrolled = [...document.querySelectorAll('html, article ol, [role="tabpanel"]')].map(
    (box) => [box, box.scrollTop] as const,
  );
  const scrollBack = (): void => {
    for (const [box, top] of scrolled) box.scrollTop = top;
  };
  const faults: string[] = [];
  const see = (column: Element, { selector, text, mayBeGone }: Target): void => {
    const target = column.querySelector(selector);
    if (target === null) {
      if (mayBeGone !== true) faults.push(`${selector} is not there`);
      return;
    }
    if (text !== undefined && !(target.textContent ?? '').includes(text))
      faults.push(`${selector} does not say “${text}”`);
    look(target, selector);
  };
  const look = (target: Element, selector: string): void => {
    target.scrollIntoView({ block: 'nearest' });
    const texts = document.createTreeWalker(target, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const { parentElement } = node;
      if (parentElement === null || !parentElement.checkVisibility({ visibilityProperty: true })) continue;
      if (parentElement.closest('.heard') !== null) continue;
      // A space at a line's end hangs over the edge, where nobody misses it.
      for (const { index, 0: word } of (node.nodeValue ?? '').matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        for (const { left, right, top, bottom, width, height } of range.getClientRects()) {
          if (width < 2 || height < 2) continue;
          for (const x of [left + 1, (left + right) / 2, right - 1]) {
            const hit = document.elementFromPoint(x, (top + bottom) / 2);
            if (hit !== null && target.contains(hit)) continue;
            const over = hit === null ? 'outside the window' : `under ${hit.outerHTML.slice(0, 60)}`;
            faults.push(`${selector}: “${word}” is ${over}`);
            return;
          }
        }
      }
      const { textOverflow } = getComputedStyle(parentElement);
      if (textOverflow === 'ellipsis' && parentElement.scrollWidth > parentElement.clientWidth)
        faults.push(`${selector}: “${node.nodeValue}” is shortened`);
    }
  };
  /** No line may look like another because its end is cut, and each literal must be within a pointer's reach. */
  const seeListing = (): void => {
    for (const line of document.querySelectorAll('article[data-shows] [data-line]')) {
      look(line, `line ${line.getAttribute('data-line')}`);
      for (const literal of line.querySelectorAll('button[data-anchor^="literal:"]')) {
        literal.scrollIntoView({ block: 'nearest' });
        const { left, right, top, bottom } = literal.getClientRects()[0] ?? new DOMRect();
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (hit === null || !literal.contains(hit))
          faults.push(`the literal ${literal.textContent} is out of reach`);
      }
    }
  };
  const columnOf = (program: string): Element | null =>
    document.querySelector(`article[data-shows="${program}"]`);
  const all = (selector: string): void => {
    for (const target of document.querySelectorAll(selector))
      if (target.checkVisibility()) look(target, `${selector} ${target.textContent?.slice(0, 20)}`);
  };
  all('[data-part="narration"] > p');
  all('[data-part="prediction"] :is(legend, label, h3, p, button)');
  all('[data-is="blocked"][data-anchor^="badge:"]');
  const tabs = [...document.querySelectorAll<HTMLElement>('[role="tab"]')];
  if (tabs.length === 0) {
    for (const target of targets) {
      const column = columnOf(target.program);
      if (column !== null) see(column, target);
    }
    seeListing();
    scrollBack();
    return faults;
  }
  for (const tab of tabs) {
    tab.click();
    await frame();
    await frame();
    for (const target of targets) {
      const column = columnOf(target.program);
      if (column !== null) see(column, target);
    }
    seeListing();
  }
  scrollBack();
  return faults;
}
