import * as m from 'framer-motion/m';
import type { ReactNode } from 'react';
import { bytesText } from '../model/quantities.ts';
import type { Clone } from './motion-plan.ts';
import { sendIdentity } from '../model/send-identity.ts';
import type { Rect } from './anchors.ts';
import type { Flight } from './flights.ts';
import { LettersView } from './letters-view.tsx';
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
      return bytesText(clone.bytes);
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
  const { clone, boxes, seconds, delay, linear, lost, letters } = flight;
  const sized = clone.is === 'segment' || clone.is === 'bytes';
  const spots = boxes.map((box) => (sized ? box : middle(box)));
  const count = spots.length;
  const times = spots.map((_, i) => (count === 1 ? 0 : i / (count - 1)));
  const transition = { duration: seconds, delay, ease: linear ? ('linear' as const) : EASE, times };
  const x = spots.map((spot) => spot.x);
  const y = spots.map((spot) => spot.y);
  // Nothing moves before its time: what dissolves stands there until then.
  const fading = { duration: seconds, delay, times: lost ? [0, 1] : [0, 0.9, 1] };
  const opacity = lost ? [1, 0] : sized ? [1, 1, 1] : [1, 1, 0.2];
  const away = lost && count > 1 ? { scale: [1, 0.6] } : {};
  return (
    <m.div
      className={letters === null ? styles['clone'] : styles['letters']}
      data-is={clone.is}
      data-hue={letters === null ? hueOf(clone) : undefined}
      data-from={clone.is === 'segment' || clone.is === 'bytes' ? clone.from : undefined}
      data-sized={sized || undefined}
      style={
        letters === null
          ? {}
          : { width: letters.width, originX: `${letters.origin.x}px`, originY: `${letters.origin.y}px` }
      }
      initial={{
        x: x[0]!,
        y: y[0]!,
        opacity: lost || delay === 0 ? 1 : 0,
        ...(letters === null
          ? sized
            ? { width: boxes[0]!.width, height: boxes[0]!.height }
            : {}
          : { scale: letters.scales[0]! }),
      }}
      animate={{
        x,
        y,
        opacity,
        ...(letters === null
          ? sized
            ? { width: boxes.map((box) => box.width), height: boxes.map((box) => box.height) }
            : away
          : { scale: [...letters.scales] }),
      }}
      transition={{ ...transition, opacity: fading, ...(lost ? { scale: fading } : {}) }}
      onAnimationComplete={onEnd}
    >
      {clone.is === 'bytes' && letters !== null ? (
        <LettersView rows={clone.rows} round={clone.from === 'server'} />
      ) : (
        <>
          {clone.is === 'segment' && clone.ordinal !== null && (
            <span className={styles['number']}>{sendIdentity(clone.ordinal).number}</span>
          )}
          {words(clone)}
        </>
      )}
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
function middle(box: Rect): { x: number; y: number } {
  return { x: box.x + Math.min(box.width / 2, 120), y: box.y + box.height / 2 };
}
