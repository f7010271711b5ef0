import type { LabEvent } from '../../../shared/log/events.ts';
import { EMPTY_LAB_STATE } from '../../../shared/model/lab-state.ts';
import { l01 } from '../../../shared/lessons/l01.ts';
import { varied } from '../../../shared/lessons/lesson.ts';
import { applyEvent } from '../../../shared/model/reducer/apply-event.ts';
import { findFlow } from '../../../shared/model/queries.ts';
import { offsetOf } from '../../../shared/tcp/stream-offset.ts';
import { examined } from './examined.ts';
import { openRig } from './lab-rig.ts';

/** Sends 12 MB one way, as fast as two programs can, and compares everything that is known of them. */
export async function fullSpeed() {
  const lesson = varied(l01, '12-mb');
  if (lesson === null) throw new Error('no such variation');
  const rig = openRig('two-hosts', { lesson });
  const { report, events } = await examined(rig, async () => {
    await rig.act({ type: 'run-on', program: 'server' });
    await rig.command({ type: 'run-on', program: 'client' });
    await rig.until(
      ({ state }) => state.atRest && Object.values(state.programs).every(({ ended }) => ended !== null),
      'both programs ended',
      180_000,
    );
  });
  const runs = events.filter((event) => event.type === 'segments-passed');
  const { flows, hosts, programs } = rig.timeline.state;
  return {
    report,
    runs: runs.length,
    notices: events.flatMap((event) => (event.type === 'notice' ? [event.code] : [])),
    ended: Object.values(programs).map(({ ended }) => ended),
    read: Object.values(flows).map(({ read }) => read),
    nics: Object.values(hosts).map(({ nic }) => nic),
    copied: copiedBytes(events),
    logBytes: events.reduce((sum, event) => sum + JSON.stringify(event).length, 0),
  };
}

/**
 * Counts payload that a kernel sent again, as a tail loss probe (RFC 8985 §7) does while the reader is slow.
 * It is told by itself, never in a run.
 */
function copiedBytes(events: readonly LabEvent[]): number {
  let state = EMPTY_LAB_STATE;
  let copied = 0;
  for (const event of events) {
    const before = state;
    state = applyEvent(state, event);
    if (event.type !== 'segment-sent') continue;
    const { source, destination, seq, payloadBytes } = event.headers;
    const flow = findFlow(before, source, destination);
    if (flow === null || payloadBytes === 0) continue;
    const from = offsetOf(seq, flow.isn, flow.sent);
    copied += Math.max(0, Math.min(from + payloadBytes, flow.sent) - from);
  }
  return copied;
}
