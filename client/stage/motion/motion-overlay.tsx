import { useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { motionMs } from '../../playback/pacing.ts';
import { motionPlan } from './motion-plan.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import { measure, type AnchorRects } from './anchors.ts';
import { FlightView, StillView } from './flight-view.tsx';
import { flightsOf, type Flight } from './flights.ts';
import { frame, holdBack, slide } from './stage-effects.ts';
import styles from './motion.module.css';
import { afterLayout } from '../../ui/after-layout.ts';
import { useReducedMotion } from './use-reduced-motion.ts';

/** A flood is over, and the stage is measured, if no jump has come for this time. It is longer than from jump to jump. */
const FLOOD_OVER_MS = 600;

/** The most clones at a time; more would be a blur, so the newest replace the oldest. */
const FLIGHTS = 40;

/**
 * Clones that travel over the finished picture. The stage already shows the new state; the old places are
 * kept as rectangles, and a clone goes from its old place to its new one.
 */
export function MotionOverlay({
  stage,
  width,
}: {
  stage: RefObject<HTMLElement | null>;
  /** The stage's width, px. */
  width: number;
}): ReactNode {
  // Not the whole playhead: a log that grows moves nothing, and each look measures the stage.
  const playhead = usePlayhead(
    useShallow(({ transition, state, previous, cursor }) => ({ transition, state, previous, cursor })),
  );
  const rushes = usePlayback((playback) => playback.rushes);
  const reduced = useReducedMotion();
  const seen = useRef<AnchorRects>(new Map());
  const told = useRef(0);
  const [flights, setFlights] = useState<readonly Flight[]>([]);

  useLayoutEffect(() => {
    const root = stage.current;
    if (root === null) return undefined;
    // The old and the new layout are both known only here, between layout and paint.
    /* oxlint-disable react/set-state-in-effect */
    const { transition, state, previous, cursor } = playhead;
    const look = (): void => {
      seen.current = measure(root);
    };
    // The stage is drawn in turns, and stands in no one moment.
    if (transition === null || rushes) {
      told.current = cursor;
      setFlights((now) => (now.length === 0 ? now : []));
      if (rushes) return undefined;
      // Nothing moves now. To measure the stage costs a layout, and in a flood another jump follows.
      if (usePlayback.getState().arrival !== 'flood') return afterLayout(root, look);
      const settled = setTimeout(() => afterLayout(root, look), FLOOD_OVER_MS);
      return () => clearTimeout(settled);
    }
    const isTold = told.current === transition.event.seq;
    told.current = transition.event.seq;
    const moves = isTold ? [] : motionPlan(previous, transition.event, state);
    if (!isTold && !reduced) holdVariable(root, transition.event);
    if (moves.length === 0) return afterLayout(root, look);
    const before = seen.current;
    const after = measure(root);
    seen.current = after;
    // The factor by which playback stretches the motion's time at 1×.
    const nominal = motionMs(transition.event, state.wire.settings.mode);
    const factor = nominal > 0 ? Math.min(4, Math.max(0.2, transition.motionMs / nominal)) : 1;
    for (const move of moves) if (move.clone.is === 'outline') frame(root, move.path[0]!, move.durationMs);
    const next = moves.flatMap((move, i) => {
      if (move.clone.is === 'outline') return [];
      const key = `${transition.event.seq}.${i}`;
      const flying = flightsOf([move], before, after, factor, key);
      if (!reduced)
        for (const flight of flying) {
          holdBack(root, move, flight, before);
          slide(root, move, flight);
        }
      return flying;
    });
    if (next.length > 0) setFlights((now) => [...now, ...next].slice(-FLIGHTS));
    return undefined;
    /* oxlint-enable react/set-state-in-effect */
  }, [playhead, rushes, reduced, stage]);

  // A clone on its way was measured in the old layout, and would land beside its place.
  useLayoutEffect(() => {
    /* oxlint-disable-next-line react/set-state-in-effect */
    setFlights((now) => (now.length === 0 ? now : []));
    if (stage.current !== null) seen.current = measure(stage.current);
  }, [stage, width]);

  const land = (key: string): void => setFlights((now) => now.filter((flight) => flight.key !== key));

  return (
    <div className={styles['overlay']} data-part="motion" aria-hidden="true">
      {flights.map((flight) =>
        reduced ? (
          <StillView key={flight.key} flight={flight} onEnd={() => land(flight.key)} />
        ) : (
          <FlightView key={flight.key} flight={flight} onEnd={() => land(flight.key)} />
        ),
      )}
    </div>
  );
}

/** The bytes of a recv() are still moving up: their variable is hidden until they have arrived. */
const RISING_MS = 380;

function holdVariable(root: HTMLElement, event: LabEvent): void {
  if (event.type !== 'variable-set' || event.value.is !== 'bytes' || event.value.call === undefined) return;
  const host = usePlayhead.getState().state.programs[event.program]?.host;
  root
    .querySelector(`[data-anchor="var:${host}:${event.name}"]`)
    ?.animate([{ opacity: 0 }, { opacity: 0 }], { duration: RISING_MS });
}
