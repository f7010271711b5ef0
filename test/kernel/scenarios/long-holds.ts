import type { LabEvent } from '../../../shared/log/events.ts';
import { openRig, type Rig } from './lab-rig.ts';

/** The segment that is held, and the way to it. */
const HOLDS = {
  SYN: (rig: Rig) => rig.follow(({ state }) => state.wire.chips.length > 0),
  'SYN-ACK': async (rig: Rig) => {
    await HOLDS.SYN(rig);
    await deliverFirst(rig);
  },
  data: async (rig: Rig) => {
    await rig.follow(
      ({ state }) => state.threads['client/main']?.line === 3 && state.wire.chips.length === 0,
    );
    await rig.act({ type: 'run', program: 'server' });
    await rig.act({ type: 'step', program: 'client' });
  },
  'data + close': async (rig: Rig) => {
    // The server's FIN lies behind the reply.
    await HOLDS.data(rig);
    await rig.deliverAll();
    await rig.act({ type: 'run', program: 'server' });
  },
  FIN: (rig: Rig) =>
    rig.follow(({ state }) =>
      state.wire.chips.some((chip) => chip.held[0]?.headers.flags.includes('FIN') === true),
    ),
} satisfies Record<string, (rig: Rig) => Promise<unknown>>;

export interface Held {
  readonly what: string;
  /** The number of real copies that the kernel sent meanwhile. */
  readonly copies: number;
  readonly events: readonly LabEvent[];
}

/**
 * Holds each of the five for `HOLD_SECONDS`, all at once, and then lets each conversation go on to its end.
 */
export async function longHolds(): Promise<readonly Held[]> {
  const seconds = Number(process.env['HOLD_SECONDS'] ?? 300);
  return Promise.all(
    Object.entries(HOLDS).map(async ([what, come]) => {
      const rig = openRig('two-hosts');
      await come(rig);
      const before = rig.timeline.events.filter((event) => event.type === 'segment-sent').length;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      const after = rig.timeline.events.filter((event) => event.type === 'segment-sent').length;
      await rig.follow();
      return { what, copies: after - before, events: await rig.end() };
    }),
  );
}

async function deliverFirst(rig: Rig): Promise<void> {
  const [chip] = rig.chips();
  if (chip !== undefined) await rig.act({ type: 'deliver', chip: chip.chip });
}
