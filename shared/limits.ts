/** These are the bounds that server and page must agree on. Each has its reason. */
export const LIMITS = {
  /**
   * A WebSocket message from a browser may have this many bytes; a longer one closes the connection with
   * 1009. The longest literal fits, even if JSON writes six characters for each of its bytes.
   */
  messageBytes: 64 * 1024,
  /** A token bucket limits a controller's commands: `commandBurst` at once, then `commandsPerSecond`. */
  commandBurst: 60,
  commandsPerSecond: 30,
  /** A message literal may have this many UTF-8 bytes, and recv() may ask for this many bytes. */
  messageLiteralBytes: 8192,
  recvSize: 16 * 1024 * 1024,
  /** A program keeps this many UTF-16 units of a literal's text. */
  literalCharacters: 8192,
  /** This bounds `n` in `b'x' * n` (bytes) and in `range(n)` (rounds). */
  repetitions: 16 * 1024 * 1024,
  /**
   * A program may have this many statements, and its tree may nest this deep. One statement takes three
   * levels or more.
   */
  programStatements: 100,
  programDepth: 48,
  /** Arguments, items or names that stand in a row. */
  rowItems: 32,
  /** A program's listing may have this many lines, comments and blank ones included. */
  programLines: 400,
  /** A comment may have this many UTF-16 units. */
  remarkCharacters: 400,
  /** Followers are told so many entries of the reference, and so many parts of the stage around a place: more than any line or part has. */
  termsShown: 32,
  pointedParts: 8,
  /** A lab may have this many clients, a program this many threads, and a thread this many nested calls. */
  clients: 10,
  threadsPerProgram: 16,
  /** A program may have this many open sockets: several times what ten clients and an accept queue need. */
  socketsPerProgram: 64,
  /** A list or a tuple may have this many items, and a dict this many entries. */
  listItems: 4096,
  callDepth: 200,
  /** The text that repr() makes of a value may have this many characters, and its lists may nest this deep. */
  reprCharacters: 256 * 1024,
  nestedValues: 100,
  /** An integer of a program may have this many bits. */
  integerBits: 4096,
  /** The values that the programs of a lab hold take at most this many bytes; from the second on the log tells of them. */
  labBytes: 64 * 1024 * 1024,
  labBytesTold: 1024 * 1024,
  /** A thread may sleep, or wait with a timeout, for so many seconds: a lab is closed long before. */
  waitSeconds: 86_400,
  /** A thread is paused after this many lines without a system call; `while True: pass` would never end. */
  linesWithoutCall: 1000,
  /** A line that a person types for input() may have this many UTF-8 bytes: the log keeps it whole. */
  inputBytes: 1024,
  /** One print() and one traceback may each have this many characters. */
  outputCharacters: 16_384,
  /** A composed experiment's title and its author's expectation may each have this many characters. */
  titleCharacters: 80,
  expectationCharacters: 1000,
  /** A composition may have this many bytes as JSON, so that it fits into a message. */
  compositionBytes: 56 * 1024,
  /**
   * A link may carry this many characters of a compressed composition; chat programs still pass on links of
   * this length.
   */
  compositionLinkCharacters: 16 * 1024,
  /** An exception's message has this many characters in the log, and ends in “…” if it was longer. */
  exceptionCharacters: 512,
  backlog: 4096,
  /** The wire holds this many segments. It loses those that come when it is full, and says so. */
  heldSegments: 2048,
  socketBufferBytes: 8 * 1024 * 1024,
  /** The learner may delay a single segment by at most this many milliseconds. */
  chipDelayMs: 60_000,
  /**
   * An event keeps this many bytes of a packet, which is more than a whole packet at the usual MTU of 1500.
   */
  segmentSnapBytes: 2048,
  /**
   * A message carries at most `eventsPerBatch` events. A room keeps `eventsPerLog` events; it reduces older
   * ones to the state in which its log begins.
   */
  eventsPerBatch: 256,
  eventsPerLog: 50_000,
  /**
   * A room keeps about this many bytes of events as well: raw segments make the difference between 5 MB and
   * 200 MB.
   */
  bytesPerLog: 16 * 1024 * 1024,
  labs: 250,
  /** So many devices may share a lab of a class: more than that only watch. */
  devicesPerLab: 8,
  /** A class's presenter and a thousand followers. */
  viewersPerRoom: 1001,
  /** Two such classes, and who is in the other rooms. */
  viewers: 2500,
  /** A presenter's own question may have so many characters and options, and an option so many: a phone shows them all. */
  questionCharacters: 300,
  questionOptions: 6,
  optionCharacters: 120,
  /** A follower's short name may have so many characters: it stands on the stage beside the part that is in their hand. */
  nicknameCharacters: 16,
  /**
   * The room stops sending to a viewer whose socket has more than this many bytes queued, until they are
   * written.
   */
  viewerQueueBytes: 1024 * 1024,
  recordingBytes: 64 * 1024 * 1024,
} as const;
