import { l05 } from '../../../shared/lessons/l05.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import { client, deliver, server } from '../../../shared/lessons/moves.ts';
import { plainWire } from '../../../shared/log/wire-settings.ts';
import { Walkthrough } from '../../../shared/lessons/walkthrough.ts';
import type { LabEvent } from '../../../shared/log/events.ts';
import type { LabCommand } from '../../../shared/protocol/server-messages.ts';
import { openRig } from './lab-rig.ts';

const PRESSES = 40;

/** L5 on a wire on which its SYN waits for a hand. */
const held: Lesson = {
  ...l05,
  wire: plainWire('hold'),
  steadySyn: true,
  moves: [client(7), deliver, client(), server(), { type: 'deliver', what: 'data', times: 1 }, server()],
};

/**
 * Runs that lesson with a learner who reads so long before each press that the kernel has sent its SYN once more.
 * Returns the presses it took, the SYNs sent, and what the lesson has not shown at the end.
 */
export async function slowLearner(): Promise<{
  over: boolean;
  presses: number;
  syns: number;
  unseen: readonly string[];
}> {
  const rig = openRig('two-hosts', { lesson: held });
  const walkthrough = new Walkthrough(held);
  let heard = 0;
  rig.hear((events) => {
    for (const event of events) {
      heard += 1;
      walkthrough.see(event, rig.timeline.stateAt(heard));
    }
  });
  const syns = (): number => rig.timeline.events.slice().filter(isSyn).length;
  let presses = 0;
  for (; presses < PRESSES && !walkthrough.isOver; presses += 1) {
    await rig.until(({ state }) => state.atRest && walkthrough.next(state) !== null, 'something to do');
    const before = syns();
    const connecting = Object.values(rig.timeline.state.sockets).some(({ state }) => state === 'SYN_SENT');
    if (connecting) await rig.until(({ state }) => syns() > before && state.atRest, 'another SYN');
    const move = walkthrough.next(rig.timeline.state);
    if (move) await rig.act(move.command as LabCommand);
  }
  const unseen = held.checks.filter(({ fact }) => !walkthrough.facts.holds(fact)).map(({ text }) => text.en);
  const result = { over: walkthrough.isOver, presses, syns: syns(), unseen };
  await rig.end();
  return result;
}

function isSyn(event: LabEvent): boolean {
  return event.type === 'segment-sent' && event.headers.flags.join() === 'SYN';
}
