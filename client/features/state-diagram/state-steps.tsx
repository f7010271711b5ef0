import type { StateDiagramMessages } from './messages.ts';
import { player } from '../../playback/playback.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';
import type { LogIndex } from '../../playback/projections/log-index.ts';
import type { NumberedStep } from './state-diagram.ts';
import { edgeKey, shapeOf } from './state-diagram.ts';
import type { DiagramNode } from './state-figure.ts';
import type { Step } from './state-path.ts';
import { flagsText } from '../../../shared/tcp/segment-kind.ts';
import { formatMoment } from '../../ui/format.ts';
import shared from './states.module.css';
import styles from './state-steps.module.css';

export function placeName(place: DiagramNode, text: StateDiagramMessages): string {
  return place === 'CLOSE' || place === 'GONE' ? text.places[place] : place;
}

/** The segment or call that caused a step, in words. */
export function causeText({ cause }: Step, index: LogIndex, text: StateDiagramMessages): string {
  if (cause === null) return text.cause.unseen;
  switch (cause.is) {
    case 'call': {
      const call = index.calls.get(cause.call);
      if (call === undefined) return text.cause.unseen;
      if (call.unnamed === true) return text.cause.unnamed(call.name);
      return call.atExit === true ? text.cause.atExit(call.name) : text.cause.call(call.name, call.line);
    }
    case 'segment': {
      const sent = index.segments.get(cause.segment);
      return sent === undefined
        ? text.cause.unseen
        : text.cause.segment(flagsText(sent.headers), cause.segment);
    }
    case 'reset':
      return text.cause.reset(cause.segment);
    case 'timer':
      return text.cause.timer;
    default:
      return cause satisfies never;
  }
}

/** An end's transitions in their order; each takes the page to the moment it was taken. */
export function StateSteps({
  who,
  steps,
  cursor,
  text,
}: {
  readonly who: 'client' | 'server';
  readonly steps: readonly NumberedStep[];
  readonly cursor: number;
  readonly text: StateDiagramMessages;
}) {
  const index = usePlayhead((playhead) => playhead.index);
  return (
    <section className={styles['path']} aria-label={text.path[who]} data-who={who}>
      <h3>
        <i className={shared['shape']} data-who={who} />
        {text.path[who]}
      </h3>
      {steps.length === 0 && <p className={shared['note']}>{text.noSteps}</p>}
      <ol>
        {steps.map(({ number, step, who: end, later }) => (
          <li key={`${step.seq} ${edgeKey(step.from, step.to)}`}>
            <button
              type="button"
              className={styles['step']}
              data-later={later || undefined}
              aria-current={step.seq === cursor ? 'step' : undefined}
              title={later ? text.later : step.passed ? text.passed : undefined}
              onClick={() => player.seek(step.seq)}
            >
              <span className={styles['number']} data-who={who}>
                {number}
              </span>
              <span className={styles['way']}>
                {placeName(step.from, text)} → {step.passed ? `(${step.to})` : placeName(step.to, text)}
                {end === 'listener' && <em> {text.who.listener}</em>}
              </span>
              <span className={styles['cause']}>
                {causeText(step, index, text)}
                {shapeOf(step.from, step.to).extra && ` · ${text.notInFigure}`}
              </span>
              <time>{formatMoment(step.at)}</time>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
