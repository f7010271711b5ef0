import { useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import type { HostId } from '../../../shared/events.ts';
import type { LabState } from '../../../shared/lab-state.ts';
import { ladderScene, type LadderArrow, type LadderScene } from '../../scene/ladder.ts';
import { durationText } from '../../scene/quantities.ts';
import { sendIdentity } from '../../scene/send-identity.ts';
import { useInspector } from '../../stores/inspector-store.ts';
import { usePlayhead } from '../../stores/playhead-store.ts';
import styles from './ladder.module.css';
import { ROW, TOP, gutterLabels, lifelines, type Lifelines } from './ladder-layout.ts';
import { useSize } from './use-size.ts';
import { useStageText, type StageText } from './use-stage-text.ts';

/** How far an arrow goes that has not arrived, as a share of its way. */
const STOPS_AT = 0.68;

/** Every segment so far, in the order in which it left and arrived. The event log says it in words. */
export function LadderView({ state }: { state: LabState }): ReactNode {
  const text = useStageText();
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const events = usePlayhead((playhead) => playhead.events);
  const base = usePlayhead((playhead) => playhead.base);
  const cursor = usePlayhead((playhead) => playhead.cursor);
  const scene = useMemo(() => ladderScene(events, base, cursor, state), [events, base, cursor, state]);
  const unseen = state.lab?.capture === 'counters';

  useLayoutEffect(() => {
    const element = box.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
  }, [scene.rows, width]);

  return (
    <section className={styles['ladder']} aria-label={text.ladder}>
      <header className={styles['header']}>
        <h2>{text.ladder}</h2>
        <span>{scene.hidden > 0 ? text.ladderHidden(scene.hidden) : text.ladderTime}</span>
      </header>
      {/* A scrolling region must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={box} className={styles['scroll']} tabIndex={0}>
        {scene.rows === 0 && (
          <p className={styles['none']}>{unseen ? text.ladderUnseen : text.ladderEmpty}</p>
        )}
        {width > 0 && <Drawing scene={scene} width={width} text={text} />}
      </div>
    </section>
  );
}

function Drawing({ scene, width, text }: { scene: LadderScene; width: number; text: StageText }): ReactNode {
  const lines = lifelines(width);
  const height = TOP + scene.rows * ROW + 14;
  const bottom = Math.max(height, 40);
  const labels = gutterLabels(scene);
  return (
    <svg className={styles['drawing']} width={width} height={bottom} aria-hidden="true">
      {(['client', 'server'] as const).map((host) => (
        <line key={host} className={styles['life']} x1={lines[host]} x2={lines[host]} y1={4} y2={bottom} />
      ))}
      {scene.sleeps.map((sleep) => (
        <line
          key={sleep.call}
          className={styles['sleep']}
          x1={lines[sleep.host]}
          x2={lines[sleep.host]}
          y1={Math.max(4, TOP + sleep.row * ROW)}
          y2={sleep.toRow === null ? bottom : TOP + sleep.toRow * ROW}
        >
          <title>{sleep.name}()</title>
        </line>
      ))}
      {scene.runs.map((run) => (
        <text key={run.run} className={styles['run']} x={width / 2} y={TOP + run.row * ROW}>
          {text.run(run.run)}
        </text>
      ))}
      {scene.arrows.map((arrow) => (
        <Arrow key={arrow.segment} arrow={arrow} lines={lines} />
      ))}
      {scene.arrows.map((arrow) => (
        <Fate key={arrow.segment} arrow={arrow} lines={lines} text={text} />
      ))}
      {labels.map((label) => (
        <text
          key={`${label.side}${label.y}`}
          className={label.is === 'time' ? styles['time'] : styles['state']}
          x={label.side === 'client' ? lines.client - 8 : lines.server + 8}
          y={label.y + 4}
          textAnchor={label.side === 'client' ? 'end' : 'start'}
        >
          {label.is === 'time' ? `+${durationText(label.micros)}` : label.state}
        </text>
      ))}
    </svg>
  );
}

interface ArrowProps {
  arrow: LadderArrow;
  lines: Lifelines;
}

function ends({ arrow, lines }: ArrowProps): {
  sign: 1 | -1;
  x1: number;
  y1: number;
  x2: number;
  y2: number;
} {
  const to: HostId = arrow.from === 'client' ? 'server' : 'client';
  const sign = arrow.from === 'client' ? 1 : -1;
  const [x1, far] = [lines[arrow.from], lines[to]];
  const y1 = TOP + arrow.row * ROW;
  // What has not arrived stops on its way; words about its fate stand where it stopped.
  return arrow.fate === 'delivered' && arrow.endRow !== null
    ? { sign, x1, y1, x2: far - sign * 2, y2: TOP + arrow.endRow * ROW }
    : { sign, x1, y1, x2: x1 + (far - x1) * STOPS_AT, y2: y1 + 5 };
}

function toneOf({ view, fate }: LadderArrow): Record<string, string | number | boolean | undefined> {
  const ordinal = view.ordinals[0];
  return {
    'data-fate': fate,
    'data-hue': ordinal === undefined ? undefined : sendIdentity(ordinal).hue,
    'data-quiet': (view.length === 0 && view.flags === 'ACK') || fate === 'obsolete' || undefined,
  };
}

function Arrow({ arrow, lines }: ArrowProps): ReactNode {
  const { sign, x1, y1, x2, y2 } = ends({ arrow, lines });
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return (
    <g
      className={styles['arrow']}
      {...toneOf(arrow)}
      data-anchor={`ladder:${arrow.segment}`}
      onClick={() => useInspector.setState({ selected: { is: 'segment', id: arrow.segment } })}
    >
      <line x1={x1} y1={y1} x2={x2} y2={y2} />
      {arrow.fate === 'delivered' && (
        <path
          className={styles['head']}
          d="M0 0-9-4.500-9 4.500z"
          transform={`translate(${x2} ${y2}) rotate(${angle})`}
        />
      )}
      <text x={x1 + sign * 12} y={y1 - 3} textAnchor={sign === 1 ? 'start' : 'end'}>
        {labelOf(arrow)}
        {(arrow.copy || arrow.copies > 0) && <tspan> ↻{arrow.copies > 0 ? arrow.copies : ''}</tspan>}
      </text>
    </g>
  );
}

/** Where a segment that has not arrived stopped; drawn last, so that no label covers it. */
function Fate({ arrow, lines, text }: ArrowProps & { text: StageText }): ReactNode {
  if (arrow.fate === 'delivered') return null;
  const { sign, x2, y2 } = ends({ arrow, lines });
  return (
    <g className={styles['arrow']} {...toneOf(arrow)}>
      {arrow.fate === 'held' ? (
        <circle cx={x2} cy={y2} r="4.500" />
      ) : (
        <path d="m-4.500-4.500 9 9m0-9-9 9" transform={`translate(${x2} ${y2})`} />
      )}
      <text className={styles['note']} x={x2 + sign * 9} y={y2 + 4} textAnchor={sign === 1 ? 'start' : 'end'}>
        {arrow.fate === 'held'
          ? text.heldHere
          : arrow.fate === 'dropped'
            ? text.droppedHere
            : text.obsoleteHere}
      </text>
    </g>
  );
}

function labelOf({ view }: LadderArrow): string {
  const sends = view.ordinals.map((ordinal) => circled(sendIdentity(ordinal).number)).join('');
  if (view.length > 0) return `${sends} ${view.flags.replaceAll(', ', ',')} ${view.length} B`.trim();
  return view.flags === 'ACK' && view.ack !== null ? `ACK ${view.ack}` : view.flags.replaceAll(', ', ',');
}

/** ① … ⑳, as Unicode has them. */
function circled(number: number): string {
  return number <= 20 ? String.fromCodePoint(0x2460 + number - 1) : `(${number})`;
}
