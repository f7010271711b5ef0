import { beforeEach, expect, test } from 'vitest';
import { useClassView } from '../../../../client/features/class/class-store.ts';
import { keepOwnRun } from '../../../../client/features/class/own-run.ts';
import type { ClassTold } from '../../../../client/lab/connection.ts';
import { UNTOLD, useRoom } from '../../../../client/lab/room-store.ts';
import { usePlayhead } from '../../../../client/playback/playhead-store.ts';
import { EMPTY_LAB_STATE, type LabInfo } from '../../../../shared/model/lab-state.ts';

/** Shows a lesson's log in place of the one before, as when a room's log has come whole. */
function shows(lesson: string, room: string): void {
  usePlayhead.setState({ headState: EMPTY_LAB_STATE, events: [], base: 0, mode: 'live' });
  useRoom.setState({ room });
  usePlayhead.setState({ headState: { ...EMPTY_LAB_STATE, lab: { lesson } as LabInfo } });
}

const follower: ClassTold = { type: 'class', code: 'ABCDEF', part: 'follower' } as ClassTold;
const told = (own?: ClassTold['own']): void =>
  useRoom.setState({ class: own === undefined ? follower : { ...follower, own } });

beforeEach(() => {
  useRoom.setState(UNTOLD);
  useClassView.setState({ ownRun: null });
  return keepOwnRun();
});

test('the run of an own lab is kept, though the class’s room shows a lab that died before its present one', () => {
  told();
  shows('L1', 'class');
  told({ lab: 1 } as ClassTold['own']);
  shows('L15', 'own');
  shows('L1', 'class');
  shows('L2', 'class');
  told();
  expect(useClassView.getState().ownRun?.lesson).toBe('L15');
});
