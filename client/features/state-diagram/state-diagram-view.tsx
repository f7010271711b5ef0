import type { StateDiagramMessages } from './messages.ts';
import { player } from '../../playback/playback.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import {
  BOXES,
  DRAWN,
  edgeKey,
  type EdgeShape,
  FIGURE,
  type Mark,
  type NumberedStep,
  shapeOf,
  type StateDiagram,
} from './state-diagram.ts';
import type { DiagramNode } from './state-figure.ts';
import { causeText, placeName } from './state-steps.tsx';
import styles from './states.module.css';

interface Props {
  readonly diagram: StateDiagram;
  readonly text: StateDiagramMessages;
  /** The time left in TIME_WAIT. */
  readonly countdown: string | null;
}

/** The figure. States that were not visited have a grey outline; transitions taken are bold and numbered. */
export function StateDiagramView({ diagram, text, countdown }: Props) {
  const index = usePlayhead((playhead) => playhead.index);
  const steps = [...diagram.clientSteps, ...diagram.serverSteps].filter(({ later }) => !later);
  const taken = new Map<string, NumberedStep[]>();
  for (const step of steps) {
    const key = edgeKey(step.step.from, step.step.to);
    taken.set(key, [...(taken.get(key) ?? []), step]);
  }
  const extra = [...taken.keys()].filter((key) => !DRAWN.some((drawn) => drawn.key === key));
  const stands = diagram.marks.map(({ who, place }) => text.stands(text.who[who], placeName(place, text)));
  return (
    <figure className={styles['rfc']} aria-label={text.figure(stands.join(' ') || text.nothing)}>
      <svg className={styles['svg']} viewBox={`0 0 ${FIGURE.width} ${FIGURE.height}`}>
        <defs>
          {(['plain', 'bold'] as const).map((kind) => (
            <marker
              key={kind}
              id={`tip-${kind}`}
              className={styles[`tip-${kind}`]}
              viewBox="0 0 10 10"
              refX="9"
              refY="5"
              markerUnits="userSpaceOnUse"
              markerWidth={kind === 'bold' ? 13 : 10}
              markerHeight={kind === 'bold' ? 13 : 10}
              orient="auto"
            >
              <path d="M0 1L10 5L0 9z" />
            </marker>
          ))}
        </defs>
        {DRAWN.map(({ key, edge, shape }) => (
          <Arrow
            key={key}
            shape={shape}
            taken={taken.has(key)}
            lines={[text.trigger[edge.trigger], text.action[edge.action]]}
          />
        ))}
        {extra.map((key) => {
          const { step } = (taken.get(key) as [NumberedStep])[0];
          return <Arrow key={key} shape={shapeOf(step.from, step.to)} taken dashed lines={[]} />;
        })}
        {(Object.keys(BOXES) as DiagramNode[]).map((place) => (
          <StateBox
            key={place}
            place={place}
            name={placeName(place, text)}
            hint={place === 'GONE' ? text.gone : text.meaning[place]}
            visited={diagram.visited.has(place)}
            marks={diagram.marks.filter((mark) => mark.place === place)}
            text={text}
            countdown={place === 'TIME_WAIT' ? countdown : null}
          />
        ))}
        {[...taken].map(([key, there]) => {
          const [first] = there as [NumberedStep];
          const { badge } = shapeOf(first.step.from, first.step.to);
          return there.map((numbered, i) => (
            <Badge
              key={`${key} ${numbered.who} ${numbered.number}`}
              x={badge.x + (i - (there.length - 1) / 2) * 24}
              y={badge.y}
              numbered={numbered}
              words={`${text.who[numbered.who]} ${numbered.number}: ${placeName(numbered.step.from, text)} → ${placeName(numbered.step.to, text)}, ${causeText(numbered.step, index, text)}`}
            />
          ));
        })}
      </svg>
    </figure>
  );
}

function Arrow({
  shape,
  taken,
  dashed = false,
  lines,
}: {
  readonly shape: EdgeShape;
  readonly taken: boolean;
  readonly dashed?: boolean;
  readonly lines: readonly string[];
}) {
  const { x, y, anchor } = shape.label;
  return (
    <g className={styles['arrow']} data-taken={taken || undefined} data-dashed={dashed || undefined}>
      <path d={shape.d} markerEnd={`url(#tip-${taken ? 'bold' : 'plain'})`} />
      <text textAnchor={anchor}>
        {lines.map((line, i) => (
          <tspan key={i} x={x} y={y + i * shape.apart}>
            {line}
          </tspan>
        ))}
      </text>
    </g>
  );
}

function StateBox({
  place,
  name,
  hint,
  visited,
  marks,
  text,
  countdown,
}: {
  readonly place: DiagramNode;
  readonly name: string;
  readonly hint: string;
  readonly visited: boolean;
  readonly marks: readonly Mark[];
  readonly text: StateDiagramMessages;
  readonly countdown: string | null;
}) {
  const { x, y } = BOXES[place];
  const { width, height } = FIGURE.box;
  return (
    <g
      className={styles['box']}
      transform={`translate(${x} ${y})`}
      data-place={place}
      data-visited={visited || undefined}
      data-present={marks.map(({ who }) => who).join(' ') || undefined}
    >
      <title>{hint}</title>
      <rect width={width} height={height} rx="8" />
      <foreignObject width={width} height={height}>
        <div className={styles['words']}>
          <b>{name}</b>
          {marks.length > 0 && (
            <span className={styles['marks']}>
              {marks.map(({ who }) => (
                <span key={who}>
                  <i className={styles['shape']} data-who={who} data-inverse />
                  {text.who[who]}
                </span>
              ))}
              {countdown !== null && <span>{countdown}</span>}
            </span>
          )}
        </div>
      </foreignObject>
    </g>
  );
}

const BADGE = 24;

function Badge({
  x,
  y,
  numbered,
  words,
}: {
  readonly x: number;
  readonly y: number;
  readonly numbered: NumberedStep;
  readonly words: string;
}) {
  return (
    <foreignObject
      x={x - BADGE / 2}
      y={y - BADGE / 2}
      width={BADGE}
      height={BADGE}
      className={styles['badge']}
    >
      <button
        type="button"
        aria-label={words}
        title={words}
        data-who={numbered.who}
        onClick={() => player.seek(numbered.step.seq)}
      >
        {numbered.number}
      </button>
    </foreignObject>
  );
}
