import * as m from 'framer-motion/m';
import type { ReactNode } from 'react';
import { bytesText } from '../../../scene/quantities.ts';
import type { Clone } from '../../../scene/motion-plan.ts';
import { sendIdentity } from '../../../scene/send-identity.ts';
import type { Box } from './anchors.ts';
import type { Flight } from './flights.ts';
import styles from './motion.module.css';

const EASE: [number, number, number, number] = [0.2, 0, 0, 1];
/** Reduced motion: nothing travels, both ends are shown together for this long. */
const FADE_S = 0.12;
const STILL_S = 0.9;

function hueOf(clone: Clone): number | undefined {
  if (clone.is !== 'bytes' && clone.is !== 'segment') return undefined;
  return clone.ordinal === null ? undefined : sendIdentity(clone.ordinal).hue;
}

function words(clone: Clone): string {
  switch (clone.is) {
    case 'bytes':
      return clone.bytes > 1 ? bytesText(clone.bytes) : '';
    case 'token':
    case 'segment':
    case 'mark':
      return clone.text;
    case 'outline':
      return '';
    default:
      return clone satisfies never;
  }
}

interface Props {
  flight: Flight;
  onEnd: () => void;
}

/** A clone that goes from place to place. */
export function FlightView({ flight, onEnd }: Props): ReactNode {
  const { clone, boxes, seconds, delay, linear, lost, sized } = flight;
  const spots = boxes.map((box) => (sized ? box : middle(box)));
  const count = spots.length;
  const times = spots.map((_, i) => (count === 1 ? 0 : i / (count - 1)));
  const size = sized
    ? {
        width: boxes.map((box, i) => (i === count - 1 ? box.width : Math.min(box.width, 40))),
        height: boxes.map((box, i) => (i === count - 1 ? box.height : Math.min(box.height, 24))),
      }
    : {};
  const transition = { duration: seconds, delay, ease: linear ? ('linear' as const) : EASE };
  if (clone.is === 'outline') {
    const box = boxes[0]!;
    return (
      <m.div
        className={styles['outline']}
        style={{ x: box.x, y: box.y, width: box.width, height: box.height }}
        initial={{ opacity: 1 }}
        animate={{ opacity: [1, 1, 0] }}
        transition={{ duration: seconds, delay, times: [0, 0.8, 1] }}
        onAnimationComplete={onEnd}
      />
    );
  }
  return (
    <m.div
      className={styles['clone']}
      data-is={clone.is}
      data-hue={hueOf(clone)}
      data-sized={sized || undefined}
      initial={{ x: spots[0]!.x, y: spots[0]!.y, opacity: 0 }}
      animate={{
        x: spots.map((spot) => spot.x),
        y: spots.map((spot) => spot.y),
        ...size,
        opacity: lost ? [1, 1, 0] : [0, 1, 1, 0.2],
        ...(lost ? { scale: [1, 1, 0.6] } : {}),
      }}
      transition={{
        ...transition,
        ...(count > 1 ? { x: { ...transition, times }, y: { ...transition, times } } : {}),
        opacity: { ...transition, times: lost ? [0, 0.5, 1] : [0, 0.08, 0.92, 1] },
      }}
      onAnimationComplete={onEnd}
    >
      {words(clone)}
    </m.div>
  );
}

/** Both ends outlined together, without travel. */
export function StillView({ flight, onEnd }: Props): ReactNode {
  const { boxes, clone, delay } = flight;
  const ends = [boxes[0]!, boxes.at(-1)!];
  const whole = STILL_S + 2 * FADE_S;
  return ends.map((box, i) => (
    <m.div
      key={i}
      className={styles['outline']}
      data-hue={hueOf(clone)}
      style={{ x: box.x, y: box.y, width: box.width, height: box.height }}
      initial={{ opacity: 0 }}
      animate={{ opacity: [0, 1, 1, 0] }}
      transition={{ duration: whole, delay, times: [0, FADE_S / whole, 1 - FADE_S / whole, 1] }}
      {...(i === 0 ? { onAnimationComplete: onEnd } : {})}
    >
      {i === 0 && <span>{words(clone)}</span>}
    </m.div>
  ));
}

/** A line or a header is wide: its clone starts where its words begin. */
function middle(box: Box): { x: number; y: number } {
  return { x: box.x + Math.min(box.width / 2, 120), y: box.y + box.height / 2 };
}
