import { sameAddress, type Address } from '../tcp/address.ts';
import type { HostId } from '../log/events.ts';
import type { ChipState, LabState } from './lab-state.ts';
import { otherHost } from './queries.ts';

/**
 * Says whether a segment belongs to a connection that neither kernel has any more. To deliver it lets no program
 * go on: a SYN would open a connection that nobody closes, anything else is answered with a reset or not at all.
 */
export function isGhost(state: LabState, { from, last }: ChipState): boolean {
  const { source, destination } = last.headers;
  return !hasEnd(state, from, source, destination) && !hasEnd(state, otherHost(from), destination, source);
}

function hasEnd({ sockets }: LabState, host: HostId, local: Address, remote: Address): boolean {
  return Object.values(sockets).some(
    (socket) =>
      socket.host === host &&
      !socket.gone &&
      socket.state !== 'CLOSE' &&
      socket.local !== null &&
      socket.remote !== null &&
      sameAddress(socket.local, local) &&
      sameAddress(socket.remote, remote),
  );
}
