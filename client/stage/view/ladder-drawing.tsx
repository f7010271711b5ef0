import type { StageMessages } from '../messages.ts';
import { useMemo, type ReactNode } from 'react';
import type { LadderArrow, LadderScene } from '../model/ladder-scene.ts';
import { momentText } from '../model/quantities.ts';
import { sendIdentity } from '../model/send-identity.ts';
import { clientMark } from '../model/clients.ts';
import { useInspector } from '../model/selection-store.ts';
import styles from './ladder.module.css';
import {
  ROW,
  TOP,
  gutterLabels,
  lifelines,
  rowsCrossing,
  type Lifelines,
  type Rows,
} from './ladder-layout.ts';
import { otherHost } from '../../../shared/model/queries.ts';

/** The distance of a time or a state from its lifeline. */
const BESIDE = 5;
/** The length of an arrow that has not arrived, as a share of its way: at least past its own label. */
const STOPS_AT = 0.6;
const STOPS_BEFORE = 0.84;
/** The distance of a label from its lifeline, and the widths of a character and of a send's number with its gap. */
const LABEL_FROM = 12;
const CHAR = 7.8;
const BADGE = 18;
/** The same width in the type’s own size, which grows with the window; signs such as ③ are wider. */
const EM = 0.63;
/** The width of a character of a segment's fate. */
const NOTE_CHAR = 7;

/** The ladder's whole height, of which the parts that cross `rows` are in the document. */
export function LadderDrawing({
  scene,
  rows,
  width,
  text,
}: {
  scene: LadderScene;
  rows: Rows;
  width: number;
  text: StageMessages;
}): ReactNode {
  const lines = lifelines(width);
  const height = TOP + scene.rows * ROW + 14;
  const bottom = Math.max(height, 40);
  // Labels make room for one another, so that all of them have their places before some are left out.
  const labels = useMemo(() => gutterLabels(scene), [scene]);
  const drawn = rowsCrossing(scene, labels, rows);
  return (
    <svg className={styles['drawing']} width={width} height={bottom} aria-hidden="true">
      {(['client', 'server'] as const).map((host) => (
        <line key={host} className={styles['life']} x1={lines[host]} x2={lines[host]} y1={4} y2={bottom} />
      ))}
      {drawn.sleeps.map((sleep) => (
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
      {drawn.runs.map((run) => (
        <text key={run.run} className={styles['run']} x={width / 2} y={TOP + run.row * ROW}>
          {text.run(run.run)}
        </text>
      ))}
      {/* Keyed by place: at a jump all arrows are others, and their elements serve again. */}
      {drawn.arrows.map((arrow, i) => (
        <Arrow key={i} arrow={arrow} lines={lines} />
      ))}
      {drawn.arrows.map((arrow, i) => (
        <Words key={i} arrow={arrow} lines={lines} text={text} />
      ))}
      {drawn.labels.map((label, i) => (
        <text
          key={i}
          className={styles[label.is]}
          x={label.side === 'client' ? lines.client - BESIDE : lines.server + BESIDE}
          y={label.y + 4}
          textAnchor={label.side === 'client' ? 'end' : 'start'}
        >
          {label.is === 'time' ? (
            momentText(label.micros)
          ) : label.is === 'state' ? (
            label.state
          ) : (
            <>
              {text.queueWasFull}
              <title>{text.queueWasFullTitle}</title>
            </>
          )}
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
  const to = otherHost(arrow.from);
  const sign = arrow.from === 'client' ? 1 : -1;
  const [x1, far] = [lines[arrow.from], lines[to]];
  const y1 = TOP + arrow.row * ROW;
  const way = Math.abs(far - x1);
  const words = widthOf(arrow, labelOf(arrow, way));
  const stop = Math.min(way * STOPS_BEFORE, Math.max(way * STOPS_AT, words - 4));
  // A segment that has not arrived stops on its way; its fate is written where it stopped.
  return hasArrived(arrow) && arrow.endRow !== null
    ? { sign, x1, y1, x2: far - sign * 2, y2: TOP + arrow.endRow * ROW }
    : { sign, x1, y1, x2: x1 + sign * stop, y2: y1 + 2 };
}

function hasArrived({ fate }: LadderArrow): boolean {
  return fate === 'delivered' || fate === 'overflowed';
}

function isOnWire(arrow: LadderArrow): arrow is LadderArrow & { readonly fate: 'held' | 'travels' } {
  return arrow.fate === 'held' || arrow.fate === 'travels';
}

function toneOf(arrow: LadderArrow): Record<string, string | number | boolean | undefined> {
  const { view, fate } = arrow;
  const ordinal = view.ordinals[0];
  return {
    'data-fate': fate,
    'data-arrived': hasArrived(arrow) || undefined,
    'data-hue': ordinal === undefined ? undefined : sendIdentity(ordinal).hue,
    'data-quiet': (view.length === 0 && view.flags === 'ACK') || fate === 'obsolete' || undefined,
  };
}

/** The line alone: words are drawn after all lines, so that no arrow strikes any through. */
function Arrow({ arrow, lines }: ArrowProps): ReactNode {
  const { x1, y1, x2, y2 } = ends({ arrow, lines });
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
    </g>
  );
}

/** A segment's label above its departure, and its fate where it stopped. */
function Words({ arrow, lines, text }: ArrowProps & { text: StageMessages }): ReactNode {
  const { sign, x1, y1, x2, y2 } = ends({ arrow, lines });
  const { ordinals } = arrow.view;
  const way = Math.abs(lines.server - lines.client);
  const words = labelOf(arrow, way);
  const badges = ordinals.length * BADGE;
  const note = isOnWire(arrow) ? text.onWire[arrow.fate] : text.droppedBy(arrow.cause ?? 'obsolete');
  // The circle says that it is on the wire. Its word must not cover the times and states beyond the lifeline.
  const fate = isOnWire(arrow) && 9 + note.length * NOTE_CHAR > way - Math.abs(x2 - x1) ? '' : note;
  const beside = x1 + sign * LABEL_FROM;
  const [at, shift] = sign === 1 ? [beside, 0] : [beside - badges, -EM * words.length];
  return (
    <g
      className={styles['arrow']}
      {...toneOf(arrow)}
      onClick={() => useInspector.setState({ selected: { is: 'segment', id: arrow.segment } })}
    >
      {ordinals.map((ordinal, i) => (
        <g
          key={ordinal}
          transform={`translate(${at + i * BADGE} ${y1 - 17})`}
          style={{ translate: `${shift}em` }}
        >
          <rect className={styles['badge']} width="14" height="14" rx={arrow.from === 'server' ? 7 : 2.5} />
          <text className={styles['number']} x="7" y="11">
            {sendIdentity(ordinal).number}
          </text>
        </g>
      ))}
      <text x={sign === 1 ? beside + badges : beside} y={y1 - 5} textAnchor={sign === 1 ? 'start' : 'end'}>
        {words}
        {arrow.copies > 0 && <title>{text.copies(arrow.copies)}</title>}
      </text>
      {isOnWire(arrow) && <circle cx={x2} cy={y2} r="4.500" />}
      {!isOnWire(arrow) && arrow.fate !== 'delivered' && (
        <path d="m-4.500-4.500 9 9m0-9-9 9" transform={`translate(${x2} ${y2})`} />
      )}
      {!hasArrived(arrow) && (
        <text
          className={styles['note']}
          x={x2 + sign * 9}
          y={y2 - 1}
          textAnchor={sign === 1 ? 'start' : 'end'}
        >
          {fate}
        </text>
      )}
    </g>
  );
}

function widthOf({ view }: LadderArrow, label: string): number {
  return LABEL_FROM + view.ordinals.length * BADGE + label.length * CHAR;
}

/** A data segment's length is written without its flags if they do not fit between the lifelines. */
function labelOf(arrow: LadderArrow, way: number): string {
  const { client } = arrow;
  const mark = client === null ? '' : `${clientMark(client)} `;
  const whole = mark + labelAlone(arrow, true);
  return widthOf(arrow, whole) <= way - LABEL_FROM ? whole : mark + labelAlone(arrow, false);
}

function labelAlone({ view, copy, copies, count }: LadderArrow, withFlags: boolean): string {
  const words =
    view.length > 0
      ? `${withFlags ? `${view.flags} ` : ''}${view.length} B`
      : view.flags === 'ACK' && view.ack !== null
        ? `ACK ${view.ack}`
        : view.flags;
  if (count > 1) return `${words} ×${count}`;
  return copies > 0 ? `${words} ↻${copies}` : copy ? `${words} ↻` : words;
}
