import { l01 } from '../../../shared/lessons/l01.ts';
import type { Lesson } from '../../../shared/lessons/lesson.ts';
import {
  acceptFrom,
  close,
  connectedClient,
  listeningServer,
  receive,
} from '../../../shared/programs/phrases.ts';
import {
  bytes,
  leaveLoop,
  literal,
  method,
  name,
  not,
  operation,
  perform,
  when,
  whileLoop,
} from '../../../shared/programs/tree.ts';
import { plainWire } from '../../../shared/wire-settings.ts';
import { examined } from './examined.ts';
import { openRig } from './lab-rig.ts';

export const FULL_SPEED_BYTES = 12_000_000;

/** 12 MB one way as fast as two programs go, on an automatic wire. */
export const fullSpeedLesson: Lesson = {
  ...l01,
  wire: plainWire('auto'),
  timers: 'kernel',
  programs: {
    client: {
      statements: [
        ...connectedClient(),
        perform(
          method(name('s'), 'sendall', operation(bytes('0123456789ab'), '*', literal(FULL_SPEED_BYTES / 12))),
        ),
        close('s'),
      ],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        whileLoop(literal(true), receive('conn', 'data', 65_536), when(not(name('data')), [leaveLoop])),
        close('conn'),
        close('srv'),
      ],
    },
  },
};

/** The 12 MB with everything compared that is known of them. */
export async function fullSpeed() {
  const rig = openRig('two-hosts', { lesson: fullSpeedLesson });
  const { report, events } = await examined(rig, async () => {
    await rig.act({ do: 'run-on', program: 'server' });
    await rig.command({ do: 'run-on', program: 'client' });
    await rig.until(
      ({ state }) => state.atRest && Object.values(state.programs).every(({ ended }) => ended !== null),
      'both programs ended',
      60_000,
    );
  });
  const runs = events.filter((event) => event.type === 'segments-passed');
  const { flows, hosts } = rig.timeline.state;
  return {
    report,
    runs: runs.length,
    notices: events.flatMap((event) => (event.type === 'notice' ? [event.code] : [])),
    ended: Object.values(rig.timeline.state.programs).map(({ ended }) => ended),
    read: Object.values(flows).map(({ read }) => read),
    nics: Object.values(hosts).map(({ nic }) => nic),
    logBytes: events.reduce((sum, event) => sum + JSON.stringify(event).length, 0),
  };
}
