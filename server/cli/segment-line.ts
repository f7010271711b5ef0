import { type Address, formatAddress } from '../../shared/tcp/address.ts';
import { WindowScales } from '../../shared/tcp/advertised-window.ts';
import type { Segment } from '../../shared/tcp/segment.ts';

const LETTERS: Partial<Record<Segment['flags'][number], string>> = {
  SYN: 'S',
  FIN: 'F',
  RST: 'R',
  PSH: 'P',
  URG: 'U',
  ECE: 'E',
  CWR: 'W',
};
const ORDER = ['SYN', 'FIN', 'RST', 'PSH', 'URG', 'ECE', 'CWR'] as const;

/** Prints segments as tcpdump does: a SYN with its raw number, and later numbers relative to it. */
export class SegmentLines {
  readonly #isns = new Map<string, number>();
  readonly #scales = new WindowScales();

  /**
   * Returns a line such as `Flags [P.], seq 1:8, ack 1, win 63 (64512 B), options [nop], length 7`, with the
   * addresses before it. tcpdump leaves out the bytes of a scaled window.
   */
  line(segment: Segment): string {
    const { source, destination, seq, ack, flags, payloadBytes } = segment;
    const syn = flags.includes('SYN');
    if (syn) this.#isns.set(direction(source, destination), seq);
    const from = syn ? seq : relative(seq, this.#isns.get(direction(source, destination)));
    const parts = [`Flags [${flagLetters(flags)}]`];
    if (syn || payloadBytes > 0 || flags.includes('FIN') || flags.includes('RST'))
      parts.push(payloadBytes > 0 ? `seq ${from}:${from + payloadBytes}` : `seq ${from}`);
    if (flags.includes('ACK'))
      parts.push(`ack ${relative(ack, this.#isns.get(direction(destination, source)))}`);
    const { bytes, scale } = this.#scales.read(segment);
    parts.push(`win ${segment.window}${scale > 0 ? ` (${bytes} B)` : ''}`);
    const options = optionWords(segment.options);
    if (options.length > 0) parts.push(`options [${options.join(',')}]`);
    parts.push(`length ${payloadBytes}`);
    return `${formatAddress(source)} > ${formatAddress(destination)}: ${parts.join(', ')}`;
  }
}

export function flagLetters(flags: Segment['flags']): string {
  const letters = ORDER.filter((flag) => flags.includes(flag)).map((flag) => LETTERS[flag]);
  return `${letters.join('')}${flags.includes('ACK') ? '.' : ''}` || 'none';
}

/** Subtracts modulo 2³² (RFC 9293 §3.4). The number stays raw if the SYN was not seen. */
function relative(number: number, isn: number | undefined): number {
  return isn === undefined ? number : (number - isn) >>> 0;
}

function direction(source: Address, destination: Address): string {
  return `${formatAddress(source)} ${formatAddress(destination)}`;
}

function optionWords(options: Segment['options']): string[] {
  const { mss, windowScale, sackPermitted, timestamps, sack } = options;
  return [
    ...(mss === undefined ? [] : [`mss ${mss}`]),
    ...(sackPermitted === undefined ? [] : ['sackOK']),
    ...(timestamps === undefined ? [] : [`TS val ${timestamps.value} ecr ${timestamps.echo}`]),
    ...(windowScale === undefined ? [] : [`wscale ${windowScale}`]),
    ...(sack === undefined ? [] : [`sack ${sack.map((edges) => edges.join(':')).join(' ')}`]),
  ];
}
