import type { Mutation } from './scenario-process.ts';

const one = (file: string, find: string, replace: string): Mutation => ({ file, find, replace });

/**
 * Each mutation breaks a reducer, a decoder, the wire or the folding of runs in one place. The checks of
 * these must notice it.
 */
export const MUTATIONS = {
  reducer: [
    one('shared/model/reducer/flows.ts', 'const to = from + count;', 'const to = from + count + 1;'),
    one(
      'shared/model/reducer/flows.ts',
      'const to = flow.read + count;',
      'const to = flow.read + count - 1;',
    ),
    // Without its bound nothing would change here, because no kernel sends more than it was granted. The
    // growth of the window matters.
    one('shared/model/reducer/segments.ts', 'acked + window);', 'acked + headers.window);'),
    one('shared/model/reducer/flows.ts', 'if (piece.from <= received)', 'if (piece.from <= received + 2000)'),
    one('shared/model/reducer/flows.ts', 'flow.received >= flow.fin.at', 'flow.received >= 0'),
    one(
      'shared/model/reducer/segments.ts',
      'acked: Math.max(flow.acked, Math.min(offset, flow.sent)),',
      'acked: Math.max(flow.acked, Math.min(offset - 1, flow.sent)),',
    ),
    one(
      'shared/model/reducer/segments.ts',
      'const start = offsetOf(headers.seq, flow.isn, flow.sent);',
      'const start = offsetOf(headers.seq, flow.isn, flow.sent) + 1;',
    ),
    one('shared/model/reducer/segments.ts', 'if (!expected.includes(offset)) return state;', ''),
    one('shared/model/reducer/segments.ts', 'if (refusesData(state, flow)) return false;', ''),
    one(
      'shared/model/reducer/segments.ts',
      'if (place(flow, headers).span.to < flow.ackSent) return true;',
      'return false;',
    ),
    one('shared/model/reducer/segments.ts', 'fin: fin ? {', 'fin: false ? {'),
    one('shared/model/reducer/calls.ts', 'return endStream(next, id);', 'return next;'),
    one('shared/model/reducer/calls.ts', 'if (unread > 0 || lingers) {', 'if (unread > 1e9 || lingers) {'),
    one(
      'shared/model/reducer/sockets.ts',
      'kernel: { ...before.kernel, ...changed },',
      'kernel: { ...changed },',
    ),
    one('shared/model/reducer/wire.ts', 'const done = left.held.length === 0 &&', 'const done = true ||'),
  ],
  decoder: [
    one('shared/tcp/segment.ts', 'seq: view.getUint32(tcpAt + 4),', 'seq: view.getUint32(tcpAt + 8),'),
    one('shared/tcp/segment.ts', 'ack: view.getUint32(tcpAt + 8),', 'ack: view.getUint32(tcpAt + 8) + 1,'),
    one(
      'shared/tcp/segment.ts',
      'window: view.getUint16(tcpAt + 14),',
      'window: view.getUint16(tcpAt + 16),',
    ),
    one(
      'shared/tcp/segment.ts',
      'payloadBytes: total - payloadAt,',
      'payloadBytes: packet.length - payloadAt + 1,',
    ),
    one('shared/tcp/segment.ts', "['PSH', 0x08],", "['PSH', 0x20],"),
    one('shared/tcp/segment.ts', 'Math.min(14, view.getUint8(at + 2))', 'view.getUint8(at + 1)'),
    one(
      'server/lab-host/kernel/sock-diag.ts',
      'rqueue: bytes.readUInt32LE(56),',
      'rqueue: bytes.readUInt32LE(60),',
    ),
    one(
      'server/lab-host/kernel/sock-diag.ts',
      'wqueue: bytes.readUInt32LE(60),',
      'wqueue: bytes.readUInt32LE(56),',
    ),
    one('server/lab-host/kernel/sock-diag.ts', 'tcpStateName(bytes.readUInt8(1))', 'tcpStateName(1)'),
    one(
      'server/lab-host/kernel/sock-diag.ts',
      'retransmits: bytes.readUInt8(3),',
      'retransmits: bytes.readUInt8(2),',
    ),
    one(
      'server/lab-host/kernel/sock-diag.ts',
      'expiresMs: bytes.readUInt32LE(52),',
      'expiresMs: bytes.readUInt32LE(48),',
    ),
    one('server/lab-host/kernel/sock-diag.ts', 'wmemQueued: field(5),', 'wmemQueued: field(4),'),
    one('server/lab-host/kernel/tcp-info.ts', 'rcvWndBytes: u32If(232),', 'rcvWndBytes: u32If(228),'),
    one('server/lab-host/kernel/tcp-info.ts', 'rttMicros: u32(68),', 'rttMicros: u32(72),'),
    one('server/lab-host/kernel/tcp-info.ts', 'sndCwnd: u32(80),', 'sndCwnd: u32(84),'),
    one('server/lab-host/kernel/tcp-info.ts', 'bytesSent: u64If(200),', 'bytesSent: u64If(128),'),
    one('server/lab-host/kernel/tcp-info.ts', 'sndWscale: u8(6) & 0xf,', 'sndWscale: u8(6) >> 4,'),
    one('server/lab-host/kernel/tcp-info.ts', 'rtoMicros: u32(8),', 'rtoMicros: u32(12),'),
    one(
      'server/lab-host/observe/observation.ts',
      'bytesAcked: tcpInfo?.bytesAcked,',
      'bytesAcked: tcpInfo?.bytesReceived,',
    ),
    one('server/lab-host/observe/observation.ts', 'lost: info.lost,', 'lost: info.retrans,'),
    one('shared/bytes.ts', 'DIGITS[bytes[i] ?? 0] ?? 0', 'DIGITS[(bytes[i] ?? 0) & 0x7f] ?? 0'),
    one(
      'shared/tcp/pcapng.ts',
      'head.setUint32(16, packet.originalBytes, true);',
      'head.setUint32(16, bytes.length + 1, true);',
    ),
    one('shared/tcp/pcapng.ts', 'joined([bytesOf(head), padded(bytes)])', 'joined([bytesOf(head), bytes])'),
  ],
  wire: [
    one(
      'server/lab-host/networks/wire.ts',
      'this.#dropObsolete();\n    this.#onActivity();\n  }\n\n  #drop(',
      'this.#onActivity();\n  }\n\n  #drop(',
    ),
    one('server/lab-host/networks/timetable.ts', 'this.#waiting.shift();', 'this.#waiting.pop();'),
    one(
      'server/lab-host/event-log.ts',
      'this.#batch.push(event);',
      'if (event.seq % 41 !== 0) this.#batch.push(event);',
    ),
    // A blocking send takes all of its bytes unless it is cut off, so that nobody would see what sendall()
    // sends next.
    one(
      'server/lab-host/programs/data-calls.ts',
      'libc.send(realFd, bytes, flagNumber(flags))',
      'libc.send(realFd, bytes.subarray(bytes.length > 1 ? 1 : 0), flagNumber(flags))',
    ),
  ],
  folding: [
    one('server/lab-host/networks/coalescing.ts', 'this.#count += 1;\n    this.#rawBytes', 'this.#rawBytes'),
    one(
      'server/lab-host/networks/coalescing.ts',
      'const payloadBytes = (last.seq + last.payloadBytes - first.seq',
      'const payloadBytes = (last.seq - first.seq',
    ),
    one('server/lab-host/networks/coalescing.ts', 'const at = this.#count * payloadAt;', 'const at = 0;'),
    one(
      'server/lab-host/networks/coalescing.ts',
      'headersOfRun.subarray(end - first.payloadAt, end)',
      'headersOfRun.subarray(0, first.payloadAt)',
    ),
    one('server/lab-host/networks/header-prediction.ts', 'const PSH = 0x08;', 'const PSH = 0x09;'),
    one(
      'server/lab-host/networks/header-prediction.ts',
      'if (bytes.readUInt32BE(at + 4) !== this.#nextSeq) return false;',
      '',
    ),
    one(
      'server/lab-host/networks/header-prediction.ts',
      'return window > 0 && acknowledged +',
      'return acknowledged +',
    ),
    one(
      'server/lab-host/networks/header-prediction.ts',
      'acknowledged < (this.#isData ? 0 : 1)',
      'acknowledged < 0',
    ),
    one('server/lab-host/networks/header-prediction.ts', 'this.#isSame(bytes, at, at + 4) &&', ''),
    one('server/lab-host/networks/header-prediction.ts', '| 0) < 0)', '| 0) < -1)'),
    one('server/lab-host/networks/wire.ts', '    this.#inRun = false;\n    this.#rate', '    this.#rate'),
    one(
      'shared/model/reducer/segments.ts',
      'for (const headers of [first, last]) {',
      'for (const headers of [first]) {',
    ),
    one(
      'shared/model/reducer/segments.ts',
      "countNic(countNic(before, from, 'sent', count), otherHost(from), 'received', count)",
      "countNic(countNic(before, from, 'sent', 1), otherHost(from), 'received', count)",
    ),
    one(
      'shared/tcp/raw-headers.ts',
      'at += length;\n  }\n  return found;',
      'at += length + 1;\n  }\n  return found;',
    ),
  ],
} satisfies Record<string, readonly Mutation[]>;
