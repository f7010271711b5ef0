import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Segment } from '../../shared/tcp/segment.ts';

/** The flags are in the header's order, with the names that Socketscope has for them. */
const FLAGS: readonly (readonly [number, string])[] = [
  [0x01, 'FIN'],
  [0x02, 'SYN'],
  [0x04, 'RST'],
  [0x08, 'PSH'],
  [0x10, 'ACK'],
  [0x20, 'URG'],
  [0x40, 'ECE'],
  [0x80, 'CWR'],
];
/**
 * The fields after `ip.src` and `ipv6.src`, of which one is empty. The flags' place is that of their bits.
 */
const FIELDS = [
  'tcp.srcport',
  'tcp.dstport',
  'tcp.seq_raw',
  'tcp.ack_raw',
  'tcp.flags',
  'tcp.window_size_value',
  'tcp.len',
  'tcp.options.mss_val',
  'tcp.options.wscale.shift',
  'tcp.options.timestamp.tsval',
  'tcp.options.timestamp.tsecr',
  'tcp.options.sack_le',
  'tcp.options.sack_re',
  'frame.len',
  'frame.cap_len',
];
const FLAGS_AT = FIELDS.indexOf('tcp.flags');

/**
 * The payload can be anything, whatever protocol its ports suggest, so that only the headers are
 * compared.
 */
const PLAIN = ['-d', 'tcp.port==0-65535,echo', '-o', 'tcp.relative_sequence_numbers:FALSE'];

let found: boolean | null = null;

/** Says whether this machine has tshark. */
export function hasTshark(): boolean {
  found ??= spawnSync('tshark', ['--version']).status === 0;
  return found;
}

/** Returns a packet of the log in the words of {@link readByTshark}. */
export function asTsharkSays(
  { source, destination, seq, ack, flags, window, options, payloadBytes }: Segment,
  bytes: { readonly onWire: number; readonly kept: number },
): string {
  const { mss, windowScale, timestamps, sack = [] } = options;
  return [
    source.host,
    source.port,
    destination.port,
    seq,
    ack,
    flags.toSorted().join(' '),
    window,
    payloadBytes,
    mss,
    windowScale,
    timestamps?.value,
    timestamps?.echo,
    sack.map(([left]) => left).join(';'),
    sack.map(([, right]) => right).join(';'),
    bytes.onWire,
    bytes.kept,
  ].join(',');
}

/**
 * Returns each TCP segment of a pcapng as tshark reads it, one a line: source, ports, raw seq and ack, sorted
 * flags, window as sent, payload bytes, options, bytes on the wire and in the file. A line says so if tshark
 * calls the frame malformed. Returns null if there is no tshark.
 */
export async function readByTshark(pcapng: Uint8Array): Promise<string[] | null> {
  if (!hasTshark()) return null;
  const folder = mkdtempSync(join(tmpdir(), 'socketscope-'));
  try {
    const file = join(folder, 'run.pcapng');
    writeFileSync(file, pcapng);
    const names = ['ip.src', 'ipv6.src', ...FIELDS, '_ws.malformed'];
    const fields = ['-E', 'separator=,', '-E', 'aggregator=;', ...names.flatMap((name) => ['-e', name])];
    const options = ['-n', '-r', file, ...PLAIN, '-Y', 'tcp', '-T', 'fields', ...fields];
    const { status, stdout, stderr } = spawnSync('tshark', options, {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    });
    if (status !== 0) return [`tshark: ${stderr}`];
    return stdout.split('\n').filter(Boolean).map(asLogged);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function asLogged(line: string): string {
  const [v4 = '', v6 = '', ...fields] = line.split(',');
  const malformed = fields.pop() ?? '';
  const flags = FLAGS.filter(([bit]) => (Number(fields[FLAGS_AT]) & bit) !== 0).map(([, flag]) => flag);
  const read = [v4 || v6, ...fields.with(FLAGS_AT, flags.sort().join(' '))].join(',');
  return malformed === '' ? read : `${read}: malformed`;
}
