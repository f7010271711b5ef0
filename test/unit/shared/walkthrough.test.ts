import { expect, test } from 'vitest';
import type { WalkthroughMove } from '../../../shared/lessons/moves.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';

test.each<[WalkthroughMove, boolean]>([
  [{ type: 'wait', until: { fact: 'window-closed', from: 'server' } }, true],
  [{ type: 'drop', times: 5 }, true],
  [{ type: 'deliver' }, true],
  [{ type: 'step', program: 'client' }, false],
  [{ type: 'run-on', program: 'client' }, false],
])('%o may have to wait for a timer: %s', (move, waits) => {
  expect(new Walkthrough({ moves: [move], predictions: [] }).waits).toBe(waits);
});
