import type { EventOf } from '../../log/events.ts';
import type { ByteRange, ChipState, FlowState, LabState, SegmentState } from '../lab-state.ts';

/**
 * Puts a segment on the wire. A copy joins the first chip of its flow whose bytes it overlaps, whether that
 * is held, delivered or lost. A pure ACK joins only an identical one that is still held.
 */
export function foldChip(state: LabState, segment: SegmentState, span: ByteRange): LabState {
  const { chips } = state.wire;
  const at = chips.findIndex((chip) => covers(chip, segment, span));
  const chip = chips[at];
  if (chip === undefined) {
    const fresh: ChipState = {
      chip: segment.segment,
      from: segment.from,
      flow: segment.flow,
      span,
      held: [segment],
      seen: 1,
      delivered: 0,
      dropped: 0,
      last: segment,
    };
    return withChips(state, [...chips, fresh]);
  }
  const folded: ChipState = {
    ...chip,
    span: isEmpty(span)
      ? chip.span
      : { from: Math.min(chip.span.from, span.from), to: Math.max(chip.span.to, span.to) },
    held: [...chip.held, segment],
    seen: chip.seen + 1,
    last: segment,
  };
  return withChips(state, chips.with(at, folded));
}

function covers(chip: ChipState, segment: SegmentState, span: ByteRange): boolean {
  if (chip.flow === null || chip.flow !== segment.flow || chip.from !== segment.from) return false;
  if (!isEmpty(span)) return chip.span.from < span.to && span.from < chip.span.to;
  const top = chip.held[0];
  return (
    isEmpty(chip.span) &&
    top !== undefined &&
    top.headers.seq === segment.headers.seq &&
    top.headers.ack === segment.headers.ack &&
    top.headers.window === segment.headers.window &&
    top.headers.flags.join() === segment.headers.flags.join()
  );
}

/** Takes a segment off the wire. Returns null if it is on no chip. */
export function leaveChip(
  state: LabState,
  id: number,
  how: 'delivered' | 'dropped',
): { readonly state: LabState; readonly segment: SegmentState } | null {
  const { chips } = state.wire;
  const at = chips.findIndex((chip) => chip.held.some((segment) => segment.segment === id));
  const chip = chips[at];
  const segment = chip?.held.find((s) => s.segment === id);
  if (chip === undefined || segment === undefined) return null;
  const left: ChipState = {
    ...chip,
    held: chip.held.filter((s) => s !== segment),
    [how]: chip[how] + 1,
    last: segment,
  };
  const done = left.held.length === 0 && (isEmpty(left.span) || isForgotten(state, left));
  return { state: withChips(state, done ? chips.toSpliced(at, 1) : chips.with(at, left)), segment };
}

/** Puts the wire's own copy of a segment beneath it. */
export function duplicateOnChip(state: LabState, event: EventOf<'segment-duplicated'>): LabState {
  return withChipOf(state, event.of, (chip) => {
    const original = chip.held.find((segment) => segment.segment === event.of);
    if (original === undefined) return chip;
    const second = { ...original, segment: event.segment, copy: true, dueAt: null };
    return { ...chip, held: [...chip.held, second], seen: chip.seen + 1 };
  });
}

export function timeOnChip(state: LabState, event: EventOf<'segment-timed'>): LabState {
  return withChipOf(state, event.segment, (chip) => ({
    ...chip,
    held: chip.held.map((s) => (s.segment === event.segment ? { ...s, dueAt: event.dueAt } : s)),
  }));
}

function withChipOf(state: LabState, segment: number, change: (chip: ChipState) => ChipState): LabState {
  const at = state.wire.chips.findIndex((chip) => chip.held.some((s) => s.segment === segment));
  const chip = state.wire.chips[at];
  return chip === undefined ? state : withChips(state, state.wire.chips.with(at, change(chip)));
}

/**
 * Removes the chips that hold nothing, unless a copy may still come because their bytes are not acknowledged.
 */
export function pruneForgotten(state: LabState): LabState {
  const kept = state.wire.chips.filter((chip) => chip.held.length > 0 || !isForgotten(state, chip));
  return kept.length === state.wire.chips.length ? state : withChips(state, kept);
}

/** No copy of these bytes can come: they are acknowledged, or their sender is gone. */
function isForgotten(state: LabState, chip: ChipState): boolean {
  const flow = chip.flow === null ? undefined : state.flows[chip.flow];
  return flow === undefined || flow.reset || isAcknowledged(flow, chip);
}

/** Says whether the sender knows that all of the chip has arrived. A SYN occupies offset −1 alone. */
export function isAcknowledged(flow: FlowState, chip: ChipState): boolean {
  if (flow.fin.at !== null && chip.span.to > flow.fin.at) return flow.fin.acked;
  return chip.span.to <= 0 ? flow.synAcked : flow.acked >= chip.span.to;
}

function isEmpty(span: ByteRange): boolean {
  return span.to <= span.from;
}

function withChips(state: LabState, chips: readonly ChipState[]): LabState {
  return { ...state, wire: { ...state.wire, chips } };
}
