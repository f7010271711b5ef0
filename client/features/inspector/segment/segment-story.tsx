import { uiMessages } from '../../../ui/messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { SegmentMessages } from './messages.ts';
import { useMemo, type ReactNode } from 'react';
import type { EventOf, LabEvent, SegmentId } from '../../../../shared/log/events.ts';
import {
  SegmentCauses,
  type CausingCall,
  type SegmentCause,
} from '../../../../shared/model/segment-cause.ts';
import type { LabState } from '../../../../shared/model/lab-state.ts';
import { player } from '../../../playback/playback.ts';
import { segmentFate, type SegmentFate } from '../../../stage/model/segment-arrival.ts';
import { flagsText } from '../../../../shared/tcp/segment-kind.ts';
import { useInspector } from '../../../stage/model/selection-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { formatMoment } from '../../../ui/format.ts';
import styles from './segment.module.css';

type Text = SegmentMessages;

interface Props {
  id: SegmentId;
  sent: EventOf<'segment-sent'>;
  text: Text;
}

function causeOf(
  events: readonly LabEvent[],
  sent: EventOf<'segment-sent'>,
  stateAt: (seq: number) => LabState,
): SegmentCause {
  const causes = new SegmentCauses();
  const state = stateAt(sent.seq);
  for (const event of events) {
    if (event.seq > sent.seq) break;
    causes.see(event, state);
  }
  return causes.of(sent, stateAt(sent.seq - 1), state);
}

/** The cause of a segment and its effects. */
export function SegmentStory({ id, sent, text }: Props) {
  const events = usePlayhead((playhead) => playhead.events);
  const cursor = usePlayhead((playhead) => playhead.cursor);
  const stateAt = usePlayhead((playhead) => playhead.stateAt);
  const cause = useMemo(() => causeOf(events, sent, stateAt), [events, sent, stateAt]);
  const fate = useMemo(() => segmentFate(events, sent, id, stateAt), [events, sent, id, stateAt]);
  return (
    <>
      <h3>
        {text.cause} <Derived text={text} />
      </h3>
      <ul className={styles['story']}>
        <CauseLines cause={cause} text={text} />
        {cause.copy && <li>{text.because.copy}</li>}
      </ul>
      <h3>
        {text.arrival} <Derived text={text} />
      </h3>
      {fate === null ? (
        <p className={styles['quiet']}>{text.onWire}</p>
      ) : (
        <>
          {fate.seq > cursor && <p className={styles['quiet']}>{text.later}</p>}
          <ul className={styles['story']}>
            <FateLines fate={fate} text={text} />
          </ul>
        </>
      )}
    </>
  );
}

function Derived({ text }: { readonly text: Text }) {
  return <span className={styles['derived']}>{text.derived}</span>;
}

function CauseLines({ cause, text }: { readonly cause: SegmentCause; readonly text: Text }): ReactNode {
  const { is, calls, answers, reader } = cause;
  const answered = answers !== null && <SegmentLink id={answers} text={text} />;
  if (is === 'calls')
    return calls.map((call) => (
      <li key={call?.call ?? 0}>
        {call === null || call.atExit || call.unnamed ? (
          text.because[call === null ? 'unknown' : call.atExit ? 'exit' : 'unnamed']
        ) : (
          <CallLink call={call} text={text} />
        )}
      </li>
    ));
  if (is !== 'acknowledges' || answers !== null)
    return (
      <li>
        {text.because[is]} {answered && <>← {answered}</>}
      </li>
    );
  if (reader === null) return <li>{text.because.alone}</li>;
  return (
    <li>
      {text.because.reader} ← <CallLink call={reader} text={text} />
    </li>
  );
}

function CallLink({ call, text }: { readonly call: CausingCall; readonly text: Text }) {
  const uiText = useMessages(uiMessages);
  const host = usePlayhead(({ index }) => index.hostOfThread(call.thread));
  return (
    <button type="button" className={styles['link']} onClick={() => player.seek(call.seq)}>
      {host === null ? '' : `${uiText.hostTitle[host]} · `}
      {text.call(call.name, call.line)}
    </button>
  );
}

function SegmentLink({ id, text }: { readonly id: SegmentId; readonly text: Text }) {
  const known = usePlayhead(({ index }) => index.segments.get(id));
  return (
    <button
      type="button"
      className={styles['link']}
      onClick={() => useInspector.setState({ selected: { is: 'segment', id } })}
    >
      {text.segment(id, known === undefined ? '' : flagsText(known.headers))}
    </button>
  );
}

function FateLines({ fate, text }: { readonly fate: SegmentFate; readonly text: Text }): ReactNode {
  const { received, acked, kernel } = fate;
  const when = (
    <li>
      <button type="button" className={styles['link']} onClick={() => player.seek(fate.seq)}>
        {formatMoment(fate.at)}
      </button>{' '}
      {fate.is === 'dropped' ? text.dropped[fate.cause ?? ''] : text.changed}
    </li>
  );
  if (fate.is === 'dropped') return when;
  const idle =
    received === null &&
    acked === null &&
    fate.apart === 0 &&
    !fate.finReceived &&
    !fate.finAcked &&
    !fate.reset;
  return (
    <>
      {when}
      {received !== null && <li>{text.received(received.to - received.from, received.from, received.to)}</li>}
      {fate.apart > 0 && <li>{text.apart(fate.apart)}</li>}
      {acked !== null && <li>{text.acked(acked.to - acked.from)}</li>}
      {fate.finReceived && <li>{text.finReceived}</li>}
      {fate.finAcked && <li>{text.finAcked}</li>}
      {fate.reset && <li>{text.reset}</li>}
      {idle && <li>{fate.overflowed ? text.overflowed : text.nothing}</li>}
      {kernel.map((change) => (
        <li key={`${change.seq} ${change.field}`}>
          {text.kernelSaw(change.socket, change.field)}:{' '}
          <code>
            {change.from ?? '–'} → <b>{change.to}</b>
          </code>
        </li>
      ))}
      {fate.woke.map(({ seq, name, thread }) => (
        <li key={seq}>{text.woke(name, thread)}</li>
      ))}
      {fate.answers.map(({ seq, segment }) => (
        <li key={seq}>
          <SegmentLink id={segment} text={text} /> {text.sentBack}
        </li>
      ))}
    </>
  );
}
