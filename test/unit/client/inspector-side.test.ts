import { expect, test } from 'vitest';
import { sideFor } from '../../../client/features/inspector/side.ts';
import type { Playhead } from '../../../client/playback/playhead-store.ts';
import type { FlowState, LabState } from '../../../shared/model/lab-state.ts';
import { RecordedLab } from '../../support/recorded-lab.ts';

const fromClient = (state: LabState): FlowState | undefined =>
  Object.values(state.flows).find(({ from }) => from === 'client');

function sideOf({ state }: RecordedLab): string {
  const { flow } = fromClient(state)!;
  const byte = { is: 'byte', flow, offset: 0, host: 'client' } as const;
  return sideFor(byte, { state } as unknown as Playhead);
}

test('what tells where a byte is covers no place where the byte is', () => {
  const sent = RecordedLab.at('L1', (state) => (fromClient(state)?.sent ?? 0) > 0);
  expect(sideOf(sent)).toBe('right');
  const both = RecordedLab.at('L1', (state) => (fromClient(state)?.received ?? 0) > 0);
  expect(fromClient(both.state)!.acked).toBe(0);
  expect(sideOf(both)).toBe('middle');
  const there = RecordedLab.at('L1', (state) => (fromClient(state)?.acked ?? 0) > 0);
  expect(sideOf(there)).toBe('left');
});
