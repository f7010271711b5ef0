import { type ByteMessages, byteMessages } from './messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import { useMemo } from 'react';
import { player } from '../../../playback/playback.ts';
import { bytePath } from './byte-path.ts';
import type { ByteStep } from './byte-steps.ts';
import { sendIdentity } from '../../../stage/model/send-identity.ts';
import { charactersIn, glyphOf, streamByte } from '../../../stage/model/stream-text.ts';
import type { InspectedByte } from '../../../stage/model/selection-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { formatMoment, formatSpan } from '../../../ui/format.ts';
import styles from './byte.module.css';

/** One byte from the program that sent it to the one that read it; each step leads to its moment. */
export function BytePanel({ selected }: { readonly selected: InspectedByte }) {
  const text = useMessages(byteMessages);
  const events = usePlayhead((playhead) => playhead.events);
  const cursor = usePlayhead((playhead) => playhead.cursor);
  const headState = usePlayhead((playhead) => playhead.headState);
  const { flow: flowId, offset } = selected;
  const path = useMemo(
    () => bytePath(events, cursor, headState, flowId, offset),
    [events, cursor, headState, flowId, offset],
  );
  const flow = headState.flows[flowId];
  if (path === null || flow === undefined) return <p className={styles['quiet']}>{text.unknown}</p>;
  const byte = streamByte(flow, offset);
  const character = charactersIn(flow, { from: offset, to: offset + 1 })[0];
  const current = path.steps.findLast((step) => step.reached);
  return (
    <>
      <div
        className={styles['head']}
        data-hue={path.ordinal === null ? undefined : sendIdentity(path.ordinal).hue}
        data-round={flow.from === 'server' || undefined}
      >
        <span className={styles['glyph']}>{character === undefined ? '·' : glyphOf(character.text)}</span>
        <div>
          <b className={styles['hex']}>{byte === null ? '··' : `0x${byte.toString(16).padStart(2, '0')}`}</b>
          <p>{text.stream(offset, flow.from)}</p>
          {character !== undefined && (
            <p className={styles['quiet']}>
              {text.partOf(
                glyphOf(character.text),
                offset - character.from + 1,
                character.to - character.from,
              )}
            </p>
          )}
        </div>
      </div>
      <p className={styles['now']} aria-live="polite">
        <b>{text.now}:</b>{' '}
        {path.places.length === 0 ? text.notBorn : path.places.map((place) => text.place[place]).join(' · ')}
      </p>
      <h3>{text.path}</h3>
      <ol className={styles['path']}>
        {path.steps.map((step, i) => (
          <li
            key={`${step.is} ${step.seq ?? i}`}
            className={styles['step']}
            data-is={step.is}
            data-reached={step.reached || undefined}
          >
            {step.seq === null ? (
              <span className={styles['missing']}>
                <span>{wordsFor(step, text)}</span>
                <i>{path.ended ? text.never : text.notYet}</i>
              </span>
            ) : (
              <button
                type="button"
                title={text.jump}
                aria-current={step === current ? 'step' : undefined}
                onClick={() => player.seek(step.seq ?? cursor)}
              >
                <span>{wordsFor(step, text)}</span>
                <i>
                  {step.at !== null && formatMoment(step.at)}
                  {!step.reached && ` · ${text.later}`}
                </i>
              </button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function wordsFor(step: ByteStep, text: ByteMessages): string {
  const known = step.seq !== null;
  switch (step.is) {
    case 'program':
      return text.inProgram(step.name, step.line, step.index, step.of);
    case 'copied':
      return known && step.value === null ? text.copiedFailed(step.name) : text.copied(step.name, step.value);
    case 'sent':
      return known ? text.sent(step.segment, step.copy, step.index, step.of) : text.sentMissing;
    case 'duplicated':
      return text.duplicated(step.segment);
    case 'dropped':
      return text.dropped(step.segment, step.cause);
    case 'delivered': {
      const host = step.host === 'wire' ? 'server' : step.host;
      const wire = step.micros === null ? null : formatSpan(step.micros);
      return known ? text.delivered(step.segment, host, step.again, wire) : text.deliveredMissing(host);
    }
    case 'in-order':
      return text.inOrder(step.segment);
    case 'acknowledged':
      return known ? text.acknowledged(step.segment) : text.acknowledgedMissing;
    case 'read':
      return known ? text.read(step.name, step.line, step.index, step.of) : text.readMissing;
    case 'variable':
      return known ? text.variable(step.name, step.index) : text.variableMissing;
    default:
      return step satisfies never;
  }
}
