/** Bounds that only the server knows of; those that a browser must know too are in shared/limits.ts. */
export const SERVER_LIMITS = {
  /**
   * Segments of a lab in `coalesceWindowMs` above which a run of them becomes one event: about a thousand a second,
   * far more than anybody steps and more than a log of 50,000 events should be asked to hold one by one.
   */
  coalesceAboveSegments: 100,
  coalesceWindowMs: 100,
  /** A room that nobody looks at is ended after this long: a controller whose laptop slept comes back to it. */
  roomGraceMs: 10 * 60_000,
  /** A lab that nobody has operated for so long is closed; its log stays. Whoever looks at it is warned before. */
  labIdleMs: 30 * 60_000,
  labIdleWarningMs: 2 * 60_000,
  /** Where every lab is taken, the room that was left longest ago makes place, but not one just reconnecting. */
  roomYieldsAfterMs: 30_000,
  /** A connection that has not said hello by then is closed. */
  helloWithinMs: 10_000,
  /** A connection from which nothing came, and to which no byte could be handed, for two of these is dead. */
  pingEveryMs: 20_000,
  /** Sockets that have not said hello yet, on top of LIMITS.viewers. */
  connectionsBesideViewers: 100,
  /** Messages of any kind a connection may send: beyond this it is not careless but hostile, and is closed. */
  messageBurst: 400,
  messagesPerSecond: 150,
  /** Bytes queued for one connection, replies included, at which it is given up. */
  connectionQueueBytes: 16 * 1024 * 1024,
  /**
   * The lab host is asked so often whether it still answers. After so many questions in vain, ten seconds, it
   * hangs: 200 labs made at once keep it from answering for two, a machine that swaps for some more. It
   * begins to listen only when it has tried its networks, so that it is given longer until then.
   */
  labHostAskedEveryMs: 2_000,
  labHostUnanswered: 5,
  labHostUnansweredAtStart: 15,
  /** How long a new lab waits for a lab host that is being started again. */
  labHostWaitMs: 10_000,
  /** How long a room waits for its old lab before it makes a new one all the same. */
  labEndsWithinMs: 2_000,
  /** How long the lab host may take to end by itself before it is killed. */
  labHostEndsWithinMs: 2_000,
  /** A lab host that lived less than this after its start is not started again at once each time. */
  labHostHealthyAfterMs: 2_000,
  labHostLongestPauseMs: 30_000,
  /** Ports tried, one after the other, where the default one is busy. */
  portsTried: 20,
} as const;
