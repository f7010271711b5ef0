import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In the header's order, with the names that Socketscope has for them. */
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
const FIELDS = ['srcport', 'dstport', 'seq_raw', 'ack_raw', 'flags', 'window_size_value', 'len'] as const;

/** The labs' payload is anything at all, and no HTTP, which this port suggests: only the headers are compared. */
const PLAIN = ['-d', 'tcp.port==8080,echo'];

let found: boolean | null = null;

/** Whether this machine has tshark. */
export function hasTshark(): boolean {
  found ??= spawnSync('tshark', ['--version']).status === 0;
  return found;
}

/**
 * Each TCP segment of a pcapng as tshark reads it: source, ports, raw seq and ack, sorted flags, window as
 * sent, payload bytes; a frame that it calls malformed is said to be so. Null where there is no tshark.
 */
export async function readByTshark(pcapng: Uint8Array): Promise<string[] | null> {
  if (!hasTshark()) return null;
  const folder = mkdtempSync(join(tmpdir(), 'socketscope-'));
  try {
    const file = join(folder, 'run.pcapng');
    writeFileSync(file, pcapng);
    const names = ['ip.src', 'ipv6.src', ...FIELDS.map((field) => `tcp.${field}`), '_ws.malformed'];
    const fields = names.flatMap((name) => ['-e', name]);
    const options = ['-n', '-r', file, ...PLAIN, '-Y', 'tcp', '-T', 'fields', '-E', 'separator=,', ...fields];
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
  const [
    v4 = '',
    v6 = '',
    from = '',
    to = '',
    seq = '',
    ack = '',
    bits = '',
    window = '',
    length = '',
    odd = '',
  ] = line.split(',');
  const flags = FLAGS.filter(([bit]) => (Number(bits) & bit) !== 0).map(([, flag]) => flag);
  const read = [v4 || v6, from, to, seq, ack, flags.sort().join(' '), window, length].join(',');
  return odd === '' ? read : `${read}: malformed`;
}
