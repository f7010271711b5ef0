import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Point } from '../../../shared/protocol/class-schema.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { choosePanel } from '../../stage/model/phone-panel.ts';
import { pointingMessages } from './messages.ts';
import { nameOf, panelOf } from './part-name.ts';
import { findPart, type Found } from './place.ts';
import styles from './pointing.module.css';
import { usePointing } from './pointing-store.ts';

/** Room between a part and the ring around it, px. */
const RING_PX = 3;

/** A phone's other panel is drawn in the next frames, and scrolls to its current line by itself then. */
const SETTLED_AFTER_FRAMES = 10;

/**
 * A ring around the part at which the presenter points, and their pointer in it. A part that is lit stands out from the
 * rest. Whoever hears the page is told its name.
 */
export function Pointed({
  point,
  isOwn = false,
}: {
  readonly point: Point;
  /** It is the presenter's own page, which has a pointer of its own. */
  readonly isOwn?: boolean;
}): ReactNode {
  const text = useMessages(pointingMessages);
  const ring = useRef<HTMLDivElement>(null);
  const dot = useRef<HTMLDivElement>(null);
  const { lit } = point;
  const isHere = usePointing(({ unseen }) => unseen !== point);

  // The parts move with the run, and no event says where to.
  useLayoutEffect(() => {
    let frame = 0;
    const place = (): void => {
      const found = findPart(point);
      const unseen = found === null ? point : null;
      if (!isOwn && usePointing.getState().unseen !== unseen) usePointing.setState({ unseen });
      if (found !== null) put(found, point, ring.current, dot.current);
      frame = requestAnimationFrame(place);
    };
    place();
    return () => {
      cancelAnimationFrame(frame);
      if (!isOwn) usePointing.setState({ unseen: null });
    };
  }, [point, isOwn]);

  // A part that stands out is brought into sight.
  const name = point.in[0];
  const panel = panelOf(point);
  useLayoutEffect(() => {
    if (!lit || isOwn) return;
    choosePanel(panel);
    let frame = 0;
    const show = (frames: number): void => {
      findPart(point)?.part.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      if (frames > 0) frame = requestAnimationFrame(() => show(frames - 1));
    };
    show(SETTLED_AFTER_FRAMES);
    return () => cancelAnimationFrame(frame);
    // A place in the same part is no news.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [lit, isOwn, name, panel]);

  return createPortal(
    <div className={styles['over']} data-part="pointed" data-lit={lit}>
      <div ref={ring} className={styles['ring']} hidden={!isHere} />
      {!isOwn && !lit && <div ref={dot} className={styles['dot']} hidden={!isHere} />}
      {!isOwn && lit && <output className={styles['says']}>{text.pointsAt(nameOf(point, text))}</output>}
    </div>,
    document.body,
  );
}

function put(
  { part, isExact }: Found,
  { x, y }: Point,
  ring: HTMLElement | null,
  dot: HTMLElement | null,
): void {
  const box = part.getBoundingClientRect();
  const set = (element: HTMLElement | null, left: number, top: number): void =>
    element?.style.setProperty('translate', `${left}px ${top}px`);
  set(ring, box.x - RING_PX, box.y - RING_PX);
  if (ring !== null) {
    ring.style.width = `${box.width + 2 * RING_PX}px`;
    ring.style.height = `${box.height + 2 * RING_PX}px`;
  }
  // The fractions are of another part where this one is only around it.
  set(dot, box.x + (isExact ? x : 0.5) * box.width, box.y + (isExact ? y : 0.5) * box.height);
}
