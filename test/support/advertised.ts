import type { HostId, LabEvent } from '../../shared/log/events.ts';
import type { LabState, SocketState } from '../../shared/model/lab-state.ts';
import { type Address, formatAddress } from '../../shared/tcp/address.ts';

const nameOf = (from: HostId, source: Address, destination: Address): string =>
  `${from} ${formatAddress(source)} ${formatAddress(destination)}`;

/**
 * Checks that the window which a kernel says it has granted (`tcpi_rcv_wnd`) is the one in the last segment that it
 * sent. ss(8) does not print this figure.
 */
export class AdvertisedWindows {
  /**
   * The window field of the last segment in each direction, or null if it was a SYN, whose window is not scaled; and
   * how many segments of its connection have left there, without the answer to a SYN, which no socket sends.
   */
  readonly #last = new Map<string, { readonly field: number | null; readonly left: number }>();
  compared = 0;

  see(event: LabEvent): void {
    if (event.type !== 'segment-sent' && event.type !== 'segments-passed') return;
    const headers = event.type === 'segment-sent' ? event.headers : event.last;
    const { source, destination, flags, window } = headers;
    if (flags.includes('RST')) return;
    const name = nameOf(event.from, source, destination);
    const count = event.type === 'segment-sent' ? 1 : event.count;
    const isSyn = flags.includes('SYN');
    const left = isSyn ? (flags.includes('ACK') ? 0 : 1) : (this.#last.get(name)?.left ?? 0) + count;
    this.#last.set(name, { field: isSyn ? null : window, left });
  }

  faults({ seq }: LabState, sockets: readonly SocketState[]): string[] {
    return sockets.flatMap(({ socket, host, local, remote, kernel: { rcvWnd, wscale, segsOut = 0 } }) => {
      if (local === null || remote === null || rcvWnd === undefined) return [];
      const { field = null, left = 0 } = this.#last.get(nameOf(host, local, remote)) ?? {};
      // The kernel may have handed a segment to the NIC just now.
      if (field === null || left < segsOut) return [];
      this.compared += 1;
      const unit = 2 ** (wscale?.[1] ?? 0);
      // The field counts whole units, and has 16 bits: the kernel may keep a larger window than it can tell.
      return Math.min(Math.floor(rcvWnd / unit), 0xffff) === field
        ? []
        : [`seq ${seq}: socket ${socket} has granted ${rcvWnd}, its last segment says ${field} × ${unit}`];
    });
  }
}
