import { stageMessages } from '../../messages.ts';
import { useMessages } from '../../../i18n/catalogue.ts';
import type { ReactNode } from 'react';
import type { SegmentId } from '../../../../shared/log/events.ts';
import type { ByteRange, FlowState } from '../../../../shared/model/lab-state.ts';
import { sendIdentity } from '../../model/send-identity.ts';
import { charactersIn, glyphOf, streamByte, writeAt } from '../../model/stream-text.ts';
import { useFollowedByte } from '../../model/selection-store.ts';
import { usePlayhead } from '../../../playback/playhead-store.ts';
import { ByteCell } from '../byte-cell.tsx';
import styles from '../byte-cell.module.css';

/** Characters on a chip; a long segment shows those around the byte that is followed. */
const SHOWN = 20;

interface Piece extends ByteRange {
  readonly text: string;
}

/** A range as characters, and as single bytes where they form no character. */
function piecesOf(flow: FlowState, range: ByteRange): Piece[] {
  const characters = charactersIn(flow, range);
  const pieces: Piece[] = [];
  for (let at = range.from; at < range.to && pieces.length < SHOWN;) {
    const character = characters.find((one) => one.from <= at && one.to > at);
    const to = Math.min(range.to, character?.to ?? at + 1);
    const byte = streamByte(flow, at);
    const hex = byte === null ? '·' : byte.toString(16).padStart(2, '0');
    pieces.push({ from: at, to, text: character === undefined ? hex : glyphOf(character.text) });
    at = to;
  }
  return pieces;
}

/** The bytes that a segment on the wire carries: a copy of those in the buffer. */
export function ChipBytes({ chip }: { readonly chip: SegmentId }): ReactNode {
  const text = useMessages(stageMessages);
  const state = usePlayhead((playhead) => playhead.state);
  const place = state.wire.chips.find((one) => one.chip === chip);
  const top = place?.held[0] ?? place?.last;
  const flow = state.flows[top?.flow ?? ''];
  const followed = useFollowedByte(flow?.flow ?? null);
  const range = top?.range ?? null;
  if (flow === undefined || top === undefined || range === null || range.to <= range.from) return null;
  const inside = followed !== null && followed >= range.from + SHOWN && followed < range.to;
  const from = inside ? followed - 4 : range.from;
  const pieces = piecesOf(flow, { from, to: range.to });
  return (
    <div className={styles['strip']} data-bytes="">
      {from > range.from && '…'}
      {pieces.map((piece) => {
        const write = writeAt(flow, piece.from);
        return (
          <span
            key={piece.from}
            className={styles['held']}
            data-hue={write === null ? undefined : sendIdentity(write.ordinal).hue}
          >
            <ByteCell
              flow={flow.flow}
              offset={piece.from}
              bytes={piece.to - piece.from}
              host={top.from}
              label={text.byteCell(piece.from, piece.text, null)}
              followed={followed}
              first={piece === pieces[0]}
            >
              {piece.text}
            </ByteCell>
          </span>
        );
      })}
      {(pieces.at(-1)?.to ?? range.to) < range.to && '…'}
    </div>
  );
}
