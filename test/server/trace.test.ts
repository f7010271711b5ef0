import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventOf, LabEvent } from '../../shared/log/events.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { sequenceLength } from '../../shared/tcp/segment.ts';
import { writePcapng } from '../../shared/tcp/pcapng.ts';
import { checkLog } from '../support/log-checks.ts';
import { lacks } from '../support/machine.ts';
import { type Finished, ServerProcess } from '../support/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'socketscope-trace-'));
const noLoopback = {
  loopback: lacks('private-loopback', 'a lesson traced on loopback'),
  'shared-loopback': lacks('loopback', 'lessons traced on the machine’s own loopback'),
};
const network = ['--network', 'shared-loopback'];
const noTwoHosts = lacks('two-hosts', 'a lesson traced on two hosts');
const noTshark = lacks('tshark', 'captures read by tshark');

/** A run whose client is refused. It waits for twenty seconds before it says so, and the other tests run meanwhile. */
let refused: Promise<Finished> | undefined;
beforeAll(() => {
  if (noLoopback['shared-loopback'] !== undefined) return;
  refused = ServerProcess.run(['trace', 'L1', ...network, '--set', 'client.port=81']);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The fields of every packet as tshark reads them. */
function tshark(file: string, ...fields: string[]): string[][] {
  const words = [
    '-r',
    file,
    '-n',
    '-o',
    'tcp.relative_sequence_numbers:FALSE',
    '-o',
    'tcp.check_checksum:TRUE',
    '-T',
    'fields',
    '-E',
    'separator=|',
  ];
  const read = execFileSync('tshark', [...words, ...fields.flatMap((field) => ['-e', field])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return read
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|'));
}

async function traced(
  name: string,
  ...more: string[]
): Promise<{ stdout: string; events: readonly LabEvent[]; pcapng: string }> {
  const [log, pcapng] = [join(folder, `${name}.ndjson`), join(folder, `${name}.pcapng`)];
  const { exitCode, stdout, stderr } = await ServerProcess.run([
    'trace',
    'L1',
    '--log',
    log,
    '--pcapng',
    pcapng,
    ...more,
  ]);
  expect([exitCode, stderr]).toEqual([0, '']);
  return { stdout, pcapng, events: readRecording(readFileSync(log, 'utf8')).events };
}

function sentIn(events: readonly LabEvent[]): EventOf<'segment-sent'>[] {
  return events.filter((event) => event.type === 'segment-sent');
}

describe.skipIf(noTwoHosts !== undefined)('trace on two hosts', () => {
  test('prints the conversation in a packet person’s words and ends well', async () => {
    const { stdout, events } = await traced('two-hosts', '--network', 'two-hosts', '--set', 'message=你好');
    expect(stdout).toMatch(/^ +\d+\.\d{3} {2}client {2}main {4}line 3: s\.send\('你好'\.encode\(\)\)$/m);
    expect(stdout).toMatch(
      /#1 192\.168\.127\.2:\d+ > 192\.168\.127\.1:8080: Flags \[S\], seq \d+, win \d+, options \[mss 1460,.*\], length 0 {2}← connect\(\) at client\/main line 2$/m,
    );
    expect(stdout).toMatch(
      /Flags \[P\.\], seq 1:7, ack 1, win \d+ \(\d+ B\), .*length 6 {2}← send\(\) at client\/main line 3$/m,
    );
    expect(stdout).toMatch(/Flags \[F\.\], seq 7, ack 34, .*← close\(\) at client\/main line 6$/m);
    expect(stdout).toContain('accept blocks: task');
    expect(stdout).toContain('prints "received: 你好"');
    expect(stdout).not.toContain('\u001B');
    const { faults, compared } = checkLog(events);
    expect(faults).toEqual([]);
    expect(compared).toBeGreaterThan(10);
  });

  test.skipIf(noTshark !== undefined)('writes the segments of the log as tshark reads them', async () => {
    const { events, pcapng } = await traced('tshark', '--network', 'two-hosts');
    const sent = sentIn(events);
    const read = tshark(
      pcapng,
      'frame.interface_name',
      'ip.src',
      'tcp.srcport',
      'tcp.dstport',
      'tcp.seq',
      'tcp.ack',
      'tcp.len',
      'tcp.window_size_value',
      'frame.len',
    );
    expect(sent.length).toBeGreaterThanOrEqual(9);
    expect(read).toEqual(
      sent.map(({ from, headers: h, rawBytes }) =>
        [
          `${from}-eth0`,
          h.source.host,
          h.source.port,
          h.destination.port,
          h.seq,
          h.ack,
          h.payloadBytes,
          h.window,
          rawBytes,
        ].map(String),
      ),
    );
    // The µs between segments are those of the log.
    const micros = tshark(pcapng, 'frame.time_epoch').map(([time = '']) =>
      BigInt(time.replace('.', '').slice(0, 16)),
    );
    expect(micros.map((time) => Number(time - micros[0]!))).toEqual(sent.map(({ at }) => at - sent[0]!.at));
    // An analyser finds one whole conversation and nothing to complain about.
    expect(tshark(pcapng, 'tcp.analysis.flags').flat().join('')).toBe('');
    const comments = tshark(pcapng, 'frame.comment').flat();
    expect(comments[0]).toMatch(/^connect\(\) at client\/main line 2; delivered \d+\.\d{3} ms later$/);
    const lengths = sent.map(({ headers }) => sequenceLength(headers));
    for (const [i, comment] of comments.entries())
      expect(comment.startsWith('the kernel acknowledges')).toBe(lengths[i] === 0);
  });
});

describe.each(['loopback', 'shared-loopback'] as const)('trace on %s', (network) => {
  test.skipIf(noLoopback[network] !== undefined)('the same lesson ends well', async () => {
    const { stdout, events } = await traced(network, '--network', network);
    expect(stdout).toContain('every byte is accounted for');
    expect(checkLog(events).faults).toEqual([]);
  });
});

describe.skipIf(noLoopback.loopback !== undefined || noTshark !== undefined)('a capture of loopback', () => {
  test('says beside each segment why its checksum is not final', async () => {
    const { pcapng } = await traced('checksums', '--network', 'loopback');
    const verified = tshark(pcapng, 'tcp.checksum.status', 'frame.interface_description');
    // 0 stands for a bad checksum. The kernel finishes those of the few segments that no socket sends.
    expect(verified.map(([status]) => status)).toContain('0');
    for (const [, description] of verified)
      expect(description).toMatch(
        /^the (client|server), on lo, where the kernel leaves most TCP checksums unfinished/,
      );
  });
});

describe.skipIf(noLoopback['shared-loopback'] !== undefined)('trace', () => {
  test('a file that cannot be written: one line, exit 1', async () => {
    const args = ['trace', 'L1', ...network, '--log', join(folder, 'nowhere/L1.ndjson')];
    const { exitCode, stderr } = await ServerProcess.run(args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^socketscope: Cannot write .*nowhere\/L1\.ndjson: ENOENT.*\n$/);
  });

  test('a file that grows too large leaves the old one as it was, and no half of the new one', async () => {
    const log = join(folder, 'full.ndjson');
    writeFileSync(log, 'before');
    // A full disk refuses the rest of a file in the same way; this limit is the process's own (RLIMIT_FSIZE).
    const { exitCode, stderr } = await ServerProcess.run(
      ['trace', 'L1', ...network, '--log', log],
      {},
      '-f 8',
    );
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/Cannot write .*full\.ndjson: EFBIG/)]);
    expect(readFileSync(log, 'utf8')).toBe('before');
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual(['full.ndjson']);
  });
});

describe('--set', () => {
  test.each([
    ['nothing', '--set takes name=value'],
    ['nix=1', 'there is no literal “nix” in L1'],
    ['port=81', 'both programs have “port”: say client.port or server.port'],
    ['client.reply=x', 'there is no literal “client.reply” in L1'],
    ['server.backlog=many', 'server.backlog takes a number from 0 to 4096, not “many”'],
    ['reuse_address=perhaps', 'server.reuse_address takes true or false'],
  ])('%s is refused with what there is', async (setting, sentence) => {
    const { exitCode, stderr } = await ServerProcess.run(['trace', 'L1', '--set', setting]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`socketscope: ${sentence}`);
    expect(stderr).toContain('client: family=AF_INET, address=192.168.127.1, port=8080, message=nihaoma');
  });
});

describe.skipIf(noTshark !== undefined)('pcapng', () => {
  test('keeps what was cut off as a length, and comments of any length and script', () => {
    const bytes = Buffer.from(
      '450000640000400040060000c0a87f02c0a87f01303904d20000000100000000501000ff00000000aa',
      'hex',
    );
    const file = join(folder, 'cut.pcapng');
    const at = 1_700_000_000_123_456n;
    const packet = { interface: 1, atMicros: at, bytes, originalBytes: 100, direction: 'in' } as const;
    const nic = { description: '', snapBytes: 41 };
    writeFileSync(file, writePcapng({
      application: 'test', os: 'test',
      interfaces: [{ ...nic, name: 'a' }, { ...nic, name: 'b' }],
      packets: [{ ...packet, comment: '收到' }, { ...packet, comment: 'x'.repeat(1001), direction: 'out' }, packet],
    })); // prettier-ignore
    expect(
      tshark(
        file,
        'frame.interface_name',
        'frame.time_epoch',
        'frame.cap_len',
        'frame.len',
        'frame.packet_flags_direction',
        'frame.comment',
      ),
    ).toEqual([
      ['b', '1700000000.123456000', '41', '100', '0x00000001', '收到'],
      ['b', '1700000000.123456000', '41', '100', '0x00000002', 'x'.repeat(1001)],
      ['b', '1700000000.123456000', '41', '100', '0x00000001', ''],
    ]);
  });
});

test.skipIf(noLoopback['shared-loopback'] !== undefined)(
  'trace says which program did not end as it should, and why: exit 1',
  async () => {
    const { exitCode, stderr } = await refused!;
    expect(exitCode).toBe(1);
    expect(stderr).toContain('client ended: ConnectionRefusedError: [Errno 111] Connection refused');
  },
);
