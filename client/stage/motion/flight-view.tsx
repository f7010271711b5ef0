import { animate } from 'framer-motion/dom/mini';
import { useEffectEvent, useLayoutEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import { bytesText } from '../model/quantities.ts';
import type { Clone } from './motion-plan.ts';
import { sendIdentity } from '../model/send-identity.ts';
import type { Flight } from './flights.ts';
import { flightPath, stillPath, type FlightPath } from './flight-path.ts';
import { LettersView } from './letters-view.tsx';
import styles from './motion.module.css';

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

/** Animates the element from its first paint, once for each path; `onEnd` is called when all of it is over. */
function useFlight(element: RefObject<HTMLElement | null>, path: FlightPath, onEnd: () => void): void {
  const ended = useEffectEvent(onEnd);
  useLayoutEffect(() => {
    if (element.current === null) return undefined;
    const flying = element.current;
    const animations = path.map(({ keyframes, options }) => animate(flying, keyframes, options));
    let isCurrent = true;
    void Promise.all(animations.map(({ finished }) => finished)).then(() => {
      if (isCurrent) ended();
    });
    return () => {
      isCurrent = false;
      for (const animation of animations) animation.cancel();
    };
  }, [element, path]);
}

/** A clone that goes from place to place. */
export function FlightView({ flight, onEnd }: Props): ReactNode {
  const { clone, letters } = flight;
  const element = useRef<HTMLDivElement>(null);
  const path = useMemo(() => flightPath(flight), [flight]);
  useFlight(element, path, onEnd);
  return (
    <div
      ref={element}
      className={letters === null ? styles['clone'] : styles['letters']}
      data-is={clone.is}
      data-hue={letters === null ? hueOf(clone) : undefined}
      data-from={clone.is === 'segment' || clone.is === 'bytes' ? clone.from : undefined}
      data-sized={clone.is === 'segment' || clone.is === 'bytes' || undefined}
      style={
        letters === null
          ? {}
          : { width: letters.width, transformOrigin: `${letters.origin.x}px ${letters.origin.y}px` }
      }
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
    </div>
  );
}

/** Both ends outlined together, without travel. */
export function StillView({ flight, onEnd }: Props): ReactNode {
  const { boxes, clone } = flight;
  const element = useRef<HTMLDivElement>(null);
  const path = useMemo(() => stillPath(flight), [flight]);
  useFlight(element, path, onEnd);
  return (
    <div ref={element}>
      {[boxes[0]!, boxes.at(-1)!].map(({ x, y, width, height }, i) => (
        <div
          key={i}
          className={styles['outline']}
          data-hue={hueOf(clone)}
          style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
        >
          {i === 0 && <span>{words(clone)}</span>}
        </div>
      ))}
    </div>
  );
}
