import type { SegmentMessages } from './messages.ts';
import type { KeyboardEvent } from 'react';
import type { EventOf } from '../../../../shared/log/events.ts';
import type { FlowState, LabState } from '../../../../shared/model/lab-state.ts';
import type { SegmentField } from '../../../../shared/tcp/segment-field.ts';
import { offsetOf } from '../../../../shared/tcp/stream-offset.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { flowsOfSegment } from '../../../../shared/model/queries.ts';
import { sendIdentity } from '../../../stage/model/send-identity.ts';
import { writeAt } from '../../../stage/model/stream-text.ts';
import { useFollowedByte, useInspector } from '../../../stage/model/selection-store.ts';
import styles from './segment.module.css';

/** Bits [from, to) of the packet that the pointer or the focus is on. */
export interface Pointed {
  readonly from: number;
  readonly to: number;
}

interface Props {
  sent: EventOf<'segment-sent'>;
  bytes: Uint8Array;
  fields: readonly SegmentField[];
  pointed: Pointed | null;
  text: SegmentMessages;
  onPoint: (bits: Pointed | null) => void;
  onChoose: (bits: Pointed) => void;
}

const A_ROW = 16;

/** Bytes of payload drawn one by one; a learner looks at the first few. */
const SHOWN_PAYLOAD = 256;

/** The stream offsets of a segment's payload; null if its flow is not known. */
function payloadOf(state: LabState, sent: EventOf<'segment-sent'>): { flow: FlowState; from: number } | null {
  const { own } = flowsOfSegment(state, sent.headers);
  if (own === null) return null;
  const from = offsetOf(sent.headers.seq, own.isn, own.sent) + (sent.headers.flags.includes('SYN') ? 1 : 0);
  return { flow: own, from };
}

function moveAmongCells(event: KeyboardEvent<HTMLElement>): void {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -A_ROW,
    ArrowDown: A_ROW,
  };
  const by = steps[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const cells = [...(event.currentTarget.parentElement?.querySelectorAll('button') ?? [])];
  cells[cells.findIndex((cell) => cell === event.currentTarget) + by]?.focus();
}

/** The packet's own bytes: the marked field's stand out, and the payload wears its sends' colours. */
export function HexGrid({ sent, bytes, fields, pointed, text, onPoint, onChoose }: Props) {
  const { payloadAt, payloadBytes } = sent.headers;
  const headState = usePlayhead((playhead) => playhead.headState);
  const payload = payloadOf(headState, sent);
  const followed = useFollowedByte(payload?.flow.flow ?? null);
  const shown = bytes.subarray(0, payloadAt + SHOWN_PAYLOAD);
  const missing = payloadAt + payloadBytes - bytes.length;
  return (
    <section className={styles['hex-section']} aria-label={text.raw}>
      <h3 title={text.rawHint}>{text.raw}</h3>
      <div className={styles['hex']}>
        {Array.from(shown, (byte, at) => {
          const hex = byte.toString(16).padStart(2, '0');
          const bits = { from: 8 * at, to: 8 * at + 8 };
          const marked = pointed !== null && bits.from < pointed.to && pointed.from < bits.to;
          const isPayload = at >= payloadAt;
          const field = fields.find((one) => one.from < bits.to && bits.from < one.to);
          const offset = payload === null || !isPayload ? null : payload.from + at - payloadAt;
          const write = offset === null || payload === null ? null : writeAt(payload.flow, offset);
          const follow = (): void => {
            if (offset === null || payload === null) return onChoose(bits);
            const { flow } = payload.flow;
            useInspector.setState({ selected: { is: 'byte', flow, offset, host: sent.from } });
          };
          return (
            <button
              key={at}
              type="button"
              className={styles['byte']}
              data-part={isPayload ? 'payload' : (field?.part ?? 'tcp')}
              data-hue={write === null ? undefined : sendIdentity(write.ordinal).hue}
              data-marked={marked || undefined}
              data-followed={(offset !== null && offset === followed) || undefined}
              data-row={at % A_ROW === 0 ? at.toString(16).padStart(2, '0') : undefined}
              tabIndex={at === 0 ? 0 : -1}
              aria-label={
                offset === null
                  ? text.byte(at, hex, field === undefined ? text.payload : text.field[field.id][0])
                  : text.payloadByte(hex, offset)
              }
              onPointerEnter={() => onPoint(bits)}
              onPointerLeave={() => onPoint(null)}
              onFocus={() => onChoose(bits)}
              onClick={follow}
              onKeyDown={moveAmongCells}
            >
              {hex}
            </button>
          );
        })}
      </div>
      {bytes.length > shown.length && (
        <p className={styles['quiet']}>{text.moreBytes(bytes.length - shown.length)}</p>
      )}
      {missing > 0 && <p className={styles['quiet']}>{text.cutBytes(missing)}</p>}
    </section>
  );
}
