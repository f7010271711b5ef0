import type { Player } from '../../playback/player.ts';
import { usePlayback } from '../../playback/playback-store.ts';
import { usePlayhead } from '../../playback/playhead-store.ts';

/** Goes forward to where a kernel next sent a segment again, and plays on if it was playing. */
export function toRetransmission(player: Pick<Player, 'seek' | 'play'>): void {
  const { cursor, index } = usePlayhead.getState();
  const { playing } = usePlayback.getState();
  const seq = index.retransmissions.find((at) => at > cursor);
  if (seq === undefined) return;
  player.seek(seq, 'step');
  if (playing) player.play();
}
