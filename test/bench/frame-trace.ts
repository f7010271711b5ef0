import type { Browser, Page } from 'playwright';

/** An event of Chromium's trace; `ts`, `dur` and `tdur` are in µs. `tdur` is the part of `dur` that the thread had a core. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const CATEGORIES = ['-*', 'blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/**
 * The page's own script runs in these events. The work that they cause inside themselves, such as layout,
 * counts too.
 */
const SCRIPT = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FunctionCall',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'v8.callFunction',
  'v8.evaluateModule',
]);
const TASK = 'RunTask';
/** A page that asks for each frame begins each of them by its callback. */
const FRAME = 'FireAnimationFrame';

export interface Frames {
  /**
   * The time from the beginning of one frame to that of the next, the script in it, and for how much of the script
   * the thread had a core, in ms: beside a kernel at full speed, two cores leave it to wait.
   */
  readonly frames: readonly { readonly ms: number; readonly scriptMs: number; readonly onCoreMs: number }[];
  /** The main thread's tasks in ms. */
  readonly tasksMs: readonly number[];
}

/** Reads what the main thread did between the page's two marks, while the page asked for each frame. */
export function framesBetween(trace: readonly TraceEvent[], begin: string, end: string): Frames {
  const from = trace.find(({ name }) => name === begin);
  const to = trace.find(({ name }) => name === end);
  if (from === undefined || to === undefined) throw new Error(`no marks ${begin} and ${end} in the trace`);
  const seen = trace
    .filter(({ pid, tid, ph }) => ph === 'X' && pid === from.pid && tid === from.tid)
    .filter(({ ts, dur = 0 }) => ts + dur >= from.ts && ts <= to.ts)
    .toSorted((a, b) => a.ts - b.ts);
  const tasks = seen.filter(({ name }) => name === TASK);
  const taskOf = (at: number): number =>
    tasks.findLast(({ ts, dur = 0 }) => ts <= at && at < ts + dur)?.ts ?? at;
  // A frame has a callback for each part of the page that asked for one, all in one task.
  const starts = [...new Set(seen.filter(({ name }) => name === FRAME).map(({ ts }) => taskOf(ts)))];
  const script = outermost(seen.filter(({ name }) => SCRIPT.has(name)));
  let next = 0;
  const frames = starts.slice(1).map((until, i) => {
    let [micros, onCore] = [0, 0];
    for (; script[next] !== undefined && script[next]!.ts < until; next += 1) {
      const { ts, dur = 0, tdur = dur } = script[next]!;
      if (ts < starts[i]!) continue;
      micros += dur;
      onCore += tdur;
    }
    return { ms: (until - starts[i]!) / 1000, scriptMs: micros / 1000, onCoreMs: onCore / 1000 };
  });
  return { frames, tasksMs: tasks.map(({ dur = 0 }) => dur / 1000) };
}

/** Leaves out each event that lies within another, so that no time counts twice. */
function outermost(sorted: readonly TraceEvent[]): readonly TraceEvent[] {
  let until = -Infinity;
  return sorted.filter(({ ts, dur = 0 }) => {
    if (ts < until) return false;
    until = ts + dur;
    return true;
  });
}

/** Traces the page from a key until the selector finds something, and asks for each frame meanwhile. */
export async function framesAfterKey(
  browser: Browser,
  page: Page,
  key: string,
  until: string,
): Promise<Frames> {
  await browser.startTracing(page, { categories: CATEGORIES });
  // The page watches for the end by itself, because a locator runs much script in each frame.
  await page.evaluate(
    ([pressed, selector]) =>
      new Promise<void>((resolve, reject) => {
        setTimeout(() => reject(new Error(`no ${selector} in 60 s`)), 60_000);
        const frame = (): void => {
          requestAnimationFrame(frame);
          if (document.querySelector(selector) === null) return;
          performance.mark('act ends');
          resolve();
        };
        performance.mark('act begins');
        frame();
        dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true }));
      }),
    [key, until] as const,
  );
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: readonly TraceEvent[];
  };
  return framesBetween(traceEvents, 'act begins', 'act ends');
}
