import type { FieldId, OptionName, Relative, SegmentField } from '../../../../shared/tcp/segment-field.ts';

const unit = ({ value, unit: of }: Relative): string =>
  of === 'bytes'
    ? `${value} B`
    : of === 'times'
      ? `× ${value}`
      : of === 'ticks'
        ? `+${value}`
        : String(value);

/** What the segment inspector says. Lazy: it comes with the inspector. */
export const messages = {
  fields: 'Fields of the headers',
  columns: { field: 'Field', raw: 'On the wire', relative: 'Relative', meaning: 'Meaning' },
  part: { ip: 'IP header', tcp: 'TCP header', option: 'TCP options' } satisfies Record<
    SegmentField['part'],
    string
  >,
  option: {
    end: 'end of options',
    noop: 'no operation',
    mss: 'maximum segment size',
    windowScale: 'window scale',
    sackPermitted: 'SACK permitted',
    sack: 'SACK',
    timestamps: 'timestamps',
    unknown: 'unknown option',
    malformed: 'malformed',
  } satisfies Record<OptionName, string>,
  unit,
  bits: (from: number, to: number): string =>
    to - from < 8 || from % 8 > 0
      ? `byte ${Math.floor(from / 8)}, ${to - from === 1 ? `bit ${from % 8}` : `bits ${from % 8}–${(to - 1) % 8}`}`
      : to - from === 8
        ? `byte ${from / 8}`
        : `bytes ${from / 8}–${to / 8 - 1}`,
  raw: 'Raw bytes',
  rawHint: 'Point at a field or a byte: the other is marked. A payload byte can be followed.',
  byte: (at: number, hex: string, field: string): string => `Byte ${at}: ${hex}, ${field}`,
  payloadByte: (hex: string, offset: number): string =>
    `${hex}: payload, stream byte ${offset}. Where is it?`,
  payload: 'payload',
  moreBytes: (n: number): string => (n === 1 ? '1 more byte of payload' : `${n} more bytes of payload`),
  cutBytes: (n: number): string =>
    `${n === 1 ? '1 byte' : `${n} bytes`} of payload that the log did not keep`,
  noRaw: 'This log has no raw bytes of it.',
  derived: 'derived',
  cause: 'Caused by',
  because: {
    reset: 'a reset: nobody listens there, or its kernel has no such connection or gave it up',
    'answers-syn': 'its kernel answered a SYN',
    acknowledges: 'its kernel acknowledged',
    reader: 'reading made room: its kernel tells the window',
    alone: 'a timer of its kernel, or a change of its window',
    probes: 'a timer of its kernel: it asks whether the closed window is open again',
    'keeps-alive': 'a timer of its kernel: it asks whether the peer is still there',
    'updates-window': 'its kernel has more room, and tells the window',
    copy: 'its kernel sent the same sequence numbers before, and no acknowledgement came',
    unnamed: 'Python, which closes a socket to which nothing in the program refers any more',
    exit: 'the program’s exit, which closes what it left open',
    unknown: 'a call that is not known',
  },
  call: (name: string, line: number): string => `${name}() at line ${line}`,
  segment: (id: number, flags: string): string => `segment #${id} ${flags}`,
  arrival: 'What it changed on arrival',
  onWire: 'Nothing yet: it has not arrived.',
  later: 'This is after the instant shown.',
  dropped: {
    learner: 'Nothing: it was dropped by hand.',
    obsolete: 'Nothing: what it carries had arrived already.',
    loss: 'Nothing: the wire lost it.',
    queue: 'Nothing: the wire’s queue was full.',
    nic: 'Nothing: the NIC did not take it.',
  } as Readonly<Record<string, string>>,
  received: (n: number, from: number, to: number): string =>
    `${n} B became readable: stream bytes ${from}–${to - 1}`,
  apart: (n: number): string => `${n} B are kept behind a gap`,
  acked: (n: number): string => `${n} B acknowledged: the send buffer may forget them`,
  finReceived: 'the end of the stream (FIN) has come',
  finAcked: 'the end of its own stream is acknowledged',
  reset: 'the connection is reset',
  overflowed:
    'Nothing: the accept queue was full, and the kernel threw it away (ListenOverflows rose, and no answer came).',
  nothing: 'No byte became readable and none was acknowledged.',
  kernelSaw: (socket: string, field: string): string => `socket ${socket}, ${field}`,
  woke: (name: string, thread: string): string => `${name}() of ${thread} woke and returned`,

  sentBack: 'was sent back',
  changed: 'arrived',
  field: {
    'ip.version': ['version', 'of the Internet Protocol: 4 or 6'],
    'ip.ihl': ['IHL', 'length of the IP header, in 4-byte words'],
    'ip.dscp': ['DSCP', 'the class of service asked for; 0 is ordinary'],
    'ip.ecn': ['ECN', 'whether routers may mark congestion here instead of dropping'],
    'ip.totalLength': ['total length', 'of the datagram in bytes, headers included'],
    'ip.identification': ['identification', 'tells the fragments of one datagram from another’s'],
    'ip.reserved': ['reserved', 'always 0'],
    'ip.df': ['DF', 'do not fragment: a datagram that is too big is refused instead'],
    'ip.mf': ['MF', 'more fragments follow'],
    'ip.fragmentOffset': ['fragment offset', 'where this fragment lies; 0 in a whole datagram'],
    'ip.ttl': ['TTL', 'routers it may still cross'],
    'ip.protocol': ['protocol', 'what it carries: 6 is TCP'],
    'ip.checksum': ['header checksum', 'over the IP header alone'],
    'ip.source': ['source address', 'the host it comes from'],
    'ip.destination': ['destination address', 'the host it goes to'],
    'ip.options': ['IP options', 'rarely used, not taken apart here'],
    'ip.flowLabel': ['flow label', 'one number for all datagrams of one conversation'],
    'ip.payloadLength': ['payload length', 'bytes behind the IPv6 header'],
    'ip.nextHeader': ['next header', 'what follows: 6 is TCP'],
    'ip.hopLimit': ['hop limit', 'routers it may still cross'],
    'tcp.sourcePort': ['source port', 'with the address, the socket it comes from'],
    'tcp.destinationPort': ['destination port', 'with the address, the socket it goes to'],
    'tcp.seq': ['sequence number', 'number of its first byte; reckoned from the SYN, which is 0'],
    'tcp.ack': ['acknowledgement number', 'the next byte its sender expects: all before have arrived'],
    'tcp.dataOffset': ['data offset', 'length of the TCP header, in 4-byte words'],
    'tcp.reserved': ['reserved', 'for later use, 0'],
    'flag.cwr': ['CWR', 'the sender has slowed down, as ECE asked'],
    'flag.ece': ['ECE', 'a router marked congestion; in a SYN: I understand such marks'],
    'flag.urg': ['URG', 'the urgent pointer counts'],
    'flag.ack': ['ACK', 'the acknowledgement number counts: in all but the opening SYN and some RSTs'],
    'flag.psh': ['PSH', 'the sender had no more for now: give it to the program'],
    'flag.rst': ['RST', 'the connection is broken off at once'],
    'flag.syn': ['SYN', 'opens a direction and says its first number'],
    'flag.fin': ['FIN', 'the sender will send nothing more'],
    'tcp.window': ['window', 'bytes its sender can still take; reckoned with the scale of the SYN'],
    'tcp.checksum': ['checksum', 'over TCP header, payload and addresses'],
    'tcp.urgentPointer': ['urgent pointer', 'end of urgent bytes, only with URG'],
    'option.end': ['end', 'no option follows'],
    'option.padding': ['padding', 'fills the header to whole words'],
    'option.noop': ['no operation', 'one byte of filling, so that the next option is aligned'],
    'option.kind': ['kind', 'which option this is'],
    'option.length': ['length', 'of this option in bytes, kind and length included'],
    'option.mss': ['MSS', 'the most payload its sender takes in one segment'],
    'option.windowScale': ['shift', 'windows are to be read times 2 to this power'],
    'option.sackPermitted': ['SACK permitted', 'its sender understands SACK'],
    'option.sackLeft': ['left edge', 'first byte of a block that came out of order'],
    'option.sackRight': ['right edge', 'the byte after that block'],
    'option.tsValue': ['TSval', 'the sender’s clock; reckoned since its SYN (Linux: ms)'],
    'option.tsEcho': ['TSecr', 'the peer’s clock, sent back: gives the round trip'],
    'option.data': ['data', 'not taken apart here'],
    'option.malformed': ['malformed', 'its length cannot be right'],
    cut: ['cut off', 'the log did not keep the rest'],
  } as Readonly<Record<FieldId, readonly [name: string, meaning: string]>>,
};

export type Messages = typeof messages;
