import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { deadlocked } from '../../../../shared/model/deadlock.ts';
import type { LabState } from '../../../../shared/model/lab-state.ts';
import { useInTurn } from '../../../playback/in-turn.ts';
import { useFocus } from '../../model/focus-store.ts';
import { stageSockets } from '../../model/host-sockets.ts';
import { causeAnchor, threadBadge } from '../../model/thread-badge.ts';
import styles from './cause-lines.module.css';
import { afterLayout } from '../../../ui/after-layout.ts';

interface CauseLine {
  readonly key: string;
  readonly path: string;
  readonly x: number;
  readonly y: number;
  /** It will never end: its thread is one of a deadlock. */
  readonly deadlock: boolean;
}

interface Tie extends Pick<CauseLine, 'key' | 'deadlock'> {
  readonly line: string;
  readonly cause: string;
}

/** The blocked line, and the anchor of the place for which it waits. */
function tiesOf(state: LabState, shown: readonly string[]): Tie[] {
  const stuck = new Set(deadlocked(state).map(({ thread }) => thread));
  return Object.values(state.threads).flatMap((thread) => {
    const badge = threadBadge(state, thread);
    const host = state.programs[thread.program]?.host;
    if (badge.is !== 'blocked' || host === undefined) return [];
    if (!shown.includes(thread.program)) return [];
    const line = `line:${host}:${badge.line ?? 0}`;
    const deadlock = stuck.has(thread.thread);
    return badge.causes.map((one) => {
      const cause = causeAnchor(one);
      return { key: `${thread.thread} ${cause}`, line, cause, deadlock };
    });
  });
}

/** A dashed line from each blocked line of code to the exact place in the kernel that keeps it asleep. */
export function CauseLines({
  stage,
  size,
}: {
  stage: RefObject<HTMLElement | null>;
  size: { width: number; height: number };
}): ReactNode {
  // The lines go to what the columns have drawn.
  const state = useInTurn('causes', (playhead) => playhead.state);
  const { client, server } = stageSockets(state, useFocus());
  /** The programs whose listings are on the stage. */
  const programs = `${client.program?.program} ${server.program?.program}`;
  const [causeLines, setCauseLines] = useState<readonly CauseLine[]>([]);
  const shown = useRef('');
  const measure = useRef(() => {});
  const moves = useRef<{ readonly observer: ResizeObserver; readonly of: WeakSet<Element> } | null>(null);

  // Not a layout effect: those of a child run before its parent's ref is set.
  useEffect(() => {
    const root = stage.current;
    if (root === null) return undefined;
    const again = (): void => measure.current();
    const observer = new ResizeObserver(again);
    moves.current = { observer, of: new WeakSet() };
    root.addEventListener('scroll', again, true);
    // A font that comes late moves what it draws, and `ready` may have been before it was asked for.
    document.fonts.addEventListener('loadingdone', again);
    return () => {
      root.removeEventListener('scroll', again, true);
      document.fonts.removeEventListener('loadingdone', again);
      observer.disconnect();
    };
  }, [stage]);

  useLayoutEffect(() => {
    const root = stage.current;
    if (root === null) return undefined;
    measure.current = () => {
      const next = tiesOf(state, programs.split(' ')).flatMap((tie) => draw(root, tie) ?? []);
      const key = JSON.stringify(next);
      if (key === shown.current) return;
      shown.current = key;
      // Before the frame is painted.
      flushSync(() => setCauseLines(next));
    };
    // The frame that paints this state measures it, when everything has scrolled to its place.
    return afterLayout(root, () => measure.current());
  }, [state, programs, stage, size]);

  // After the effect that makes the observer, and again for what a new state has drawn.
  useEffect(() => {
    // Text that loads or wraps moves the lines below it, and on a phone a card takes room from the panel, while the stage
    // and a listing that scrolls keep their sizes.
    const parts = 'ol:has(> [data-anchor^="line:"]), [data-anchor^="line:"], [role="tabpanel"]';
    for (const part of stage.current?.querySelectorAll(parts) ?? []) {
      if (moves.current?.of.has(part) === true) continue;
      moves.current?.of.add(part);
      moves.current?.observer.observe(part);
    }
  }, [state, programs, stage, size]);

  return (
    <svg className={styles['cause-lines']} aria-hidden="true">
      {causeLines.map((line) => (
        <g key={line.key} data-deadlock={line.deadlock || undefined}>
          <path d={line.path} />
          <circle cx={line.x} cy={line.y} r="5" />
        </g>
      ))}
    </svg>
  );
}

function draw(root: HTMLElement, tie: Tie): CauseLine | null {
  const line = root.querySelector(`[data-anchor="${tie.line}"]`);
  const cause = root.querySelector(`[data-anchor="${tie.cause}"]`);
  const column = line?.closest('article') ?? null;
  if (line === null || cause === null || column === null) return null;
  const zero = root.getBoundingClientRect();
  const from = line.getBoundingClientRect();
  // A line of another thread may be scrolled out of the listing.
  const listing = line.parentElement?.getBoundingClientRect();
  if (listing !== undefined && (from.bottom <= listing.top + 4 || from.top >= listing.bottom - 4))
    return null;
  // On a phone a line that has scrolled out of the panel has none, and a cause that has lets it end at the panel's edge.
  const panel = column.closest('[role="tabpanel"]')?.getBoundingClientRect();
  const lowest = (panel?.bottom ?? Number.POSITIVE_INFINITY) - 8;
  if (from.top >= lowest) return null;
  // The dashed empty place inside a buffer is the cause itself.
  const inner = cause.querySelector('[data-waits]');
  const to = (inner ?? cause).getBoundingClientRect();
  if (from.width === 0 || to.width === 0) return null;
  const edge = column.getBoundingClientRect().right - zero.left - 5;
  // The cause line begins beside the line's last result, so that it does not cross it.
  const x1 = from.right - zero.left - 8;
  const y1 = from.top + Math.min(13, from.height / 2) - zero.top;
  const x2 = to.right - zero.left - (inner === null ? 0 : 12);
  const y2 = Math.min(to.top + to.height / 2, lowest) - zero.top;
  const bend = Math.min(26, (y2 - y1) / 2);
  const path = `M${x1} ${y1}Q${edge} ${y1} ${edge} ${y1 + bend}V${y2 - bend}Q${edge} ${y2} ${x2} ${y2}`;
  return { key: tie.key, deadlock: tie.deadlock, path, x: x2, y: y2 };
}
