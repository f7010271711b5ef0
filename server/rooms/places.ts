import { LIMITS } from '../../shared/limits.ts';
import { ADDRESS_SHARES, SERVER_LIMITS } from '../limits.ts';
import type { LogBounds } from './lab-log.ts';
import type { Room } from './room.ts';

type Bounds = Pick<typeof LIMITS, 'labs' | 'viewers' | 'viewersPerRoom' | 'eventsPerLog'>;
export type RoomLimits = { readonly [K in keyof Bounds]: number } & { readonly labsPerAddress: number };
export const USUAL_LIMITS: RoomLimits = { ...LIMITS, labsPerAddress: ADDRESS_SHARES.labs };

/** The number of rooms that can be opened for this address beside these, where rooms that may be ended make place. */
export function freePlaces(rooms: readonly Room[], address: string, limits: RoomLimits): number {
  const staying = rooms.filter((room) => !room.mayYield(false));
  const near = staying.filter((room) => room.address === address).length;
  return Math.max(0, Math.min(limits.labs - staying.length, limits.labsPerAddress - near));
}

/** The room that was left longest ago of those that may be ended, where `givenUp` counts as one without work. */
export function firstToEnd(rooms: readonly Room[], givenUp: Room | undefined): Room | undefined {
  return rooms
    .filter((room) => room.mayYield(room === givenUp))
    .toSorted((a, b) => (b.emptyForMs ?? 0) - (a.emptyForMs ?? 0))[0];
}

/** All logs share the server's memory. One room alone may keep much, and each of two hundred little. */
export function logBoundsOf(rooms: Iterable<Room>, limits: RoomLimits): LogBounds {
  let logs = 0;
  for (const room of rooms) logs += room.lost === null ? 1 : 2;
  const share = Math.floor(SERVER_LIMITS.logsBytes / Math.max(1, logs));
  return { events: limits.eventsPerLog, bytes: Math.min(LIMITS.bytesPerLog, share) };
}
