import type { Address } from './address.ts';
import type { Segment } from './segment.ts';

/** The window that a segment advertises: the field times 2 to the power of `scale`. */
export interface AdvertisedWindow {
  readonly bytes: number;
  readonly scale: number;
}

/** The shift that a SYN offers: null if it offers none, undefined if the SYN was not seen. */
type OfferedScale = number | null | undefined;

/**
 * A window is scaled by the shift of its own direction's SYN if both SYNs offered one. The window of a SYN itself is
 * never scaled (RFC 7323 §2.2).
 */
export function advertisedWindow(
  { flags, window }: Pick<Segment, 'flags' | 'window'>,
  own: OfferedScale,
  peer: OfferedScale,
): AdvertisedWindow {
  const both = typeof own === 'number' && typeof peer === 'number' && !flags.includes('SYN');
  const scale = both ? own : 0;
  return { bytes: window * 2 ** scale, scale };
}

/** Reads windows by the SYNs that it has seen before them. */
export class WindowScales {
  readonly #offered = new Map<string, number | null>();

  offer(source: Address, destination: Address, scale: number | null): void {
    this.#offered.set(direction(source, destination), scale);
  }

  /** Every segment must be read, in order. */
  read(segment: Segment): AdvertisedWindow {
    const { source, destination, flags, options } = segment;
    if (flags.includes('SYN')) this.offer(source, destination, options.windowScale ?? null);
    const own = this.#offered.get(direction(source, destination));
    return advertisedWindow(segment, own, this.#offered.get(direction(destination, source)));
  }
}

function direction(source: Address, destination: Address): string {
  return `${source.host} ${source.port} ${destination.host} ${destination.port}`;
}
