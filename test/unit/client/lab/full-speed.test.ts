import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { changeLanguage } from '../../../../client/i18n/catalogue.ts';
import { dispatch } from '../../../../client/lab/commands.ts';
import { showAtFullSpeed } from '../../../../client/lab/full-speed/full-speed.ts';
import { room } from '../../../../client/lab/room.ts';
import { useRoom } from '../../../../client/lab/room-store.ts';
import { NO_WALKTHROUGH, useWalkthrough } from '../../../../client/lab/walkthrough-store.ts';
import { player } from '../../../../client/playback/playback.ts';
import { usePlayhead } from '../../../../client/playback/playhead-store.ts';
import { usePanels } from '../../../../client/ui/panels-store.ts';
import { EMPTY_LAB_STATE } from '../../../../shared/model/lab-state.ts';
import type { Command } from '../../../../shared/protocol/server-messages.ts';

let sent: Command['type'][];

/** Another log begins, as when a lab has been made. */
function newLog(): void {
  player.load('live', EMPTY_LAB_STATE);
  useWalkthrough.setState(NO_WALKTHROUGH);
}

function rests(): void {
  player.append([{ type: 'at-rest', seq: usePlayhead.getState().head + 1, at: 1, source: 'derived' }], true);
}

beforeAll(() => changeLanguage('en'));
beforeEach(() => {
  newLog();
  useRoom.setState({ role: 'controller', connection: { is: 'open' } });
  usePanels.setState({ toast: null });
  sent = [];
  vi.spyOn(room, 'send').mockImplementation(({ type }) => {
    sent.push(type);
    if (type === 'new-lab') newLog();
    return Promise.resolve(null);
  });
  return () => vi.restoreAllMocks();
});

test('a run at full speed is shown from its beginning when nothing goes on any more', async () => {
  const shown = showAtFullSpeed();
  await vi.waitFor(() => expect(sent).toEqual(['new-lab', 'run-on']));
  rests();
  await shown;
  expect(usePanels.getState().toast?.text).toMatch(/slowly enough to watch/);
});

test('a run at full speed waits no longer when another lab takes its place, as where a variation is chosen', async () => {
  const shown = showAtFullSpeed();
  await vi.waitFor(() => expect(sent).toEqual(['new-lab', 'run-on']));
  newLog();
  await shown;
  expect(usePanels.getState().toast).toBe(null);
  expect(usePlayhead.getState().mode).toBe('live');
});

test('a run at full speed that is asked for while a lab is being made waits for that lab', async () => {
  let makeLab = (): void => {};
  vi.spyOn(room, 'send').mockImplementation((command) => {
    sent.push(command.type);
    if (sent.length > 1) return Promise.resolve(null);
    return new Promise((resolve) => {
      makeLab = () => resolve(null);
    });
  });
  const chosen = dispatch({ type: 'new-lab', variation: 'one' });
  const again = dispatch({ type: 'new-lab', variation: 'one' });
  const shown = showAtFullSpeed();
  await new Promise(setImmediate);
  expect(sent).toEqual(['new-lab']);
  makeLab();
  expect([await chosen, await again]).toEqual([null, null]);
  await vi.waitFor(() => expect(sent).toEqual(['new-lab', 'new-lab', 'run-on']));
  newLog();
  await shown;
});
