/** Every bound that both sides must agree on, in one place, each with its reason. */
export const LIMITS = {
  /**
   * Bytes of one WebSocket message from a browser; more closes the connection with 1009. The longest
   * literal fits in even where JSON writes six characters for each of its bytes.
   */
  messageBytes: 64 * 1024,
  /** Commands a controller may send, as a bucket: so many at once, then so many a second. */
  commandBurst: 60,
  commandsPerSecond: 30,
  /** Text of a message literal, in UTF-8 bytes, and the largest count a program may ask of recv. */
  messageLiteralBytes: 8192,
  recvSize: 16 * 1024 * 1024,
  /** A literal's text as a program keeps it, in UTF-16 units. */
  literalCharacters: 8192,
  /** How often a program may repeat something: the bytes of `b'x' * n`, the rounds of `range(n)`. */
  repetitions: 16 * 1024 * 1024,
  /** Statements of a program, and how deep its tree may nest (a statement takes three levels or more). */
  programStatements: 100,
  programDepth: 48,
  /** Programs of a lab besides its server, threads of a program, and calls of functions inside each other. */
  clients: 10,
  threadsPerProgram: 16,
  /** Sockets that a program has open at once: several times what ten clients and their queue come to. */
  socketsPerProgram: 64,
  /** Items of a tuple. */
  tupleItems: 1024,
  callDepth: 32,
  /** Lines that a thread runs on without a system call before it is paused: `while True: pass` ends nothing. */
  linesWithoutCall: 1000,
  /** Of one print, and of a traceback. */
  outputCharacters: 16_384,
  /** Of a composed experiment: its title, and what its author expects of it. */
  titleCharacters: 80,
  expectationCharacters: 1000,
  /** A composition as JSON; one that is longer would not fit into a message either. */
  compositionBytes: 56 * 1024,
  /** The same, compressed, in a link: what chat programs still pass on whole. */
  compositionLinkCharacters: 16 * 1024,
  backlog: 4096,
  socketBufferBytes: 8 * 1024 * 1024,
  /** How long the learner may have one segment wait for its own delivery. */
  chipDelayMs: 60_000,
  /** Raw bytes of a segment kept in its event: a whole segment at the usual MTU. */
  segmentSnapBytes: 2048,
  /** Events in one batch, and the events a room keeps before the oldest fold into its first state. */
  eventsPerBatch: 256,
  eventsPerLog: 50_000,
  /** The same in bytes, about: raw segments make the difference between 5 MB and 200 MB of events. */
  bytesPerLog: 16 * 1024 * 1024,
  labs: 200,
  viewersPerRoom: 100,
  viewers: 1000,
  /** Bytes a viewer's socket may have queued before the room waits for it. */
  viewerQueueBytes: 1024 * 1024,
  recordingBytes: 64 * 1024 * 1024,
} as const;
