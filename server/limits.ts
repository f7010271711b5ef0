/**
 * The clients at one address may have and do so much together. A school is often behind one address, so that the
 * defaults are for a class of a thousand whose connections break and come again twice in a minute, a second tab now and
 * then, and 200 labs with two commands in a second.
 */
export interface AddressShares {
  readonly labs: number;
  readonly sockets: number;
  readonly joinsPerMinute: number;
  readonly commandsPerSecond: number;
}

/** The rest of LIMITS.labs and of the connections, beyond one share, is for everybody else. */
export const ADDRESS_SHARES: AddressShares = {
  labs: 200,
  sockets: 1500,
  joinsPerMinute: 3000,
  commandsPerSecond: 400,
};

/** These bounds concern the server only. Those that a browser must know are in shared/limits.ts. */
export const SERVER_LIMITS = {
  /**
   * So many segments may come at once, each with an event of its own, and then this many a second: far more than a
   * person steps. Beyond that a run of segments becomes one event, or else 12 MB would fill a log of 50,000 events on
   * a machine that is slow or busy, where they take a minute.
   */
  segmentsToldAtOnce: 100,
  segmentsToldPerSecond: 200,
  /**
   * So many batches of a lab's events are posted as soon as they are there, and then this many a second: more than the steps
   * of a person bring. Those of a flood are posted together once in this time, ms, which is a frame.
   */
  batchesAtOnce: 32,
  batchesAtOncePerSecond: 30,
  batchEveryMs: 16,
  /** A lab's programs wait while the web server has more than this many of its events to read. */
  eventsUnread: 1024,
  /**
   * A lab's log grows by this many bytes at once and then by so many in a ms, as sizeOf counts them: its threads wait for
   * their turn accordingly. The second is some two thousand events a second; 12 MB at full speed write 2.7 MB.
   */
  logBurstBytes: 4 * 1024 * 1024,
  logBytesPerMs: 512,
  /** The logs of all rooms together take at most about this many bytes of memory. */
  logsBytes: 512 * 1024 * 1024,
  /** A snapshot is given to others for so long, although its clock does not go on meanwhile. */
  snapshotSharedForMs: 50,
  /** A message with events takes at most about this many bytes, unless it has only one event. */
  batchBytes: 256 * 1024,
  /**
   * A room without viewers is ended after this time, so that a controller whose laptop slept can come back to
   * it.
   */
  roomGraceMs: 10 * 60_000,
  /** A room's programs are paused if they still run after so long without a viewer. */
  unwatchedRunMs: 60_000,
  /**
   * A lab that nobody has operated for this time is closed. Its log stays, and its viewers are warned before.
   */
  labIdleMs: 30 * 60_000,
  labIdleWarningMs: 2 * 60_000,
  /**
   * If all labs are in use, the room that was left longest ago is ended, unless it was left less than this
   * time ago and its viewer may be reconnecting. A room in which something was done stays longer, because its
   * log cannot be had back, unless its controller has opened another in its place.
   */
  roomYieldsAfterMs: 30_000,
  workedRoomYieldsAfterMs: 5 * 60_000,
  /**
   * A kept room is written to the disk this often, and not at each event: a disk that turns takes 10 ms for it. A power
   * cut may lose as much.
   */
  syncEveryMs: 1_000,
  /** After a failure, a room is written again no sooner than this: that takes some 40 ms where its log is full. */
  keptAgainAfterMs: 2_000,
  /**
   * A kept room's file is written anew, without what its log has forgotten, once it has twice the characters that it
   * had then, and so many besides. The longest lesson takes 150 kB.
   */
  keptCharactersBeside: 1024 * 1024,
  /** A longer file is none of a room: its log takes 16 MiB at most, twice, and JSON writes some characters as six. */
  keptRoomBytes: 256 * 1024 * 1024,
  /** A Redis that has not answered after this time is as one that is not there. It is tried again so often. */
  redisAnswersWithinMs: 3_000,
  redisTriedEveryMs: 250,
  /**
   * A server renews what it has in a store that others use, too, so often. It is another's after `leaseMs` without that, which is longer
   * than a busy server stands still; and after `silentMs`, if its connections are closed as well.
   */
  leaseRenewedEveryMs: 500,
  leaseMs: 10_000,
  silentMs: 2_000,
  /** Whoever asks for something of a server that has just ended waits for so long, and looks so often. */
  ownerAwaitedMs: 5_000,
  ownerLookedForEveryMs: 100,
  /** A stream in Redis that no server uses is gone after this time, as a class is that nobody is in. */
  streamLastsMs: 3 * 60 * 60_000,
  streamsRefreshedEveryMs: 60_000,
  /** So many bytes are on their way to another server: a Redis cuts off whoever lets 32 MiB wait. */
  bytesToServer: 4 * 1024 * 1024,
  /**
   * An address may say so many wrong codes of classes at once, and then so many a minute: a school that is behind one
   * address mistypes less. There are 47 million codes, so that one address finds a certain class in two years on
   * average, and one of 250 in six days.
   */
  wrongCodesAtOnce: 120,
  wrongCodesPerMinute: 20,
  /** A class that nobody is in stays for so long, over a long break, so that its code is still true afterwards. */
  classGraceMs: 3 * 60 * 60_000,
  /**
   * A class goes to another room at most this often. Taking a thousand followers along takes the server some 100 ms, and
   * nobody sees more of a lesson that is passed by.
   */
  classMovesEveryMs: 500,
  /** Whoever waits for a place in a class is let in at most so long after there is one. */
  waitingAdmittedEveryMs: 250,
  /** So many secrets of a class are true: its first, and the newest that presenters got who came with a room's. */
  secretsOfClass: 4,
  /** A kept class's file is written anew after so many rooms that it was in. */
  keptEntriesOfClass: 1_000,
  /** Followers are told that the presenter is away after this time: a reload or another lesson takes less. */
  presenterAwayAfterMs: 5_000,
  /** The presenter of a class and the viewers of a room are told how many they are at most this often. */
  countsToldEveryMs: 1_000,
  /** The presenter's view goes to the followers at most this often: nobody can look at more. */
  viewToldEveryMs: 50,
  /** So many are left free for the presenter, who may go on to other lessons meanwhile: the rooms before stay for a while. */
  labsLeftForPresenter: 3,
  /** A class gives so many labs to its followers until all come back: some are left, and their place is given to others. */
  ownLabsOfClass: 500,
  /** The presenter is told how the followers' own labs are at most this often: it is a list that one reads. */
  ownLabsToldEveryMs: 1_000,
  /** A lab of a follower's own in which nobody has pressed anything for so many minutes is told as quiet. */
  ownLabQuietAfterMinutes: 2,
  /** The presenter is told how many have answered at most this often: faster, nobody reads it. */
  answersToldEveryMs: 250,
  /** While a question about a run waits for it, its log is read this often, so that nobody answers after the fact. */
  runReadEveryMs: 250,
  /** A question has at most this many voters: twice the followers of a large class, of whom some come back on another device. */
  votersPerQuestion: 2_000,
  /** A voter may change their mind so often in a round. Each change is written to the disk. */
  changesPerRound: 50,
  /** A class keeps its last questions, so many: more than anybody asks in a day. */
  questionsKept: 100,
  /** The file of a class's questions is written anew once it has twice the entries that it had then, and so many besides. */
  keptEntriesBeside: 1_000,
  /**
   * A class knows so many devices again: twice the followers of a large class. Beyond that it forgets one that is not here
   * and has nothing.
   */
  devicesOfClass: 2_000,
  /** A device raises and lowers its hand, and changes its name, so often at once and then in a minute: faster, nobody does. */
  handsAtOnce: 10,
  handsPerMinute: 12,
  /** The presenter is told who has raised a hand at most this often, and of so many: a teacher takes the first ones. */
  queueToldEveryMs: 250,
  raisedTold: 50,
  /** A connection that has not sent `hello` after this time is closed. */
  helloWithinMs: 2_000,
  /**
   * A connection is dead if, for two of these intervals, nothing came from it and no byte could be written to
   * it.
   */
  pingEveryMs: 20_000,
  /** So many connections have taken memory that is worth giving back when three quarters of them have left. */
  crowd: 100,
  /** So many sockets, in addition to LIMITS.viewers, may be open without having sent `hello`, or wait for a place in a class. */
  connectionsBesideViewers: 500,
  /**
   * A connection that has not sent a whole request's headers after this time is closed. That is looked at as often as
   * `requestsCheckedEveryMs` says.
   */
  requestWithinMs: 10_000,
  requestsCheckedEveryMs: 2_000,
  /** While a page loads, its browser has up to this many connections for each WebSocket. */
  connectionsPerSocket: 4,
  /**
   * A connection that sends more messages than this, of any kind, is closed, because no page does that. One counts once more for
   * each whole KiB, as reading it takes its time: the longest literal counts nine times.
   */
  messageBurst: 400,
  messagesPerSecond: 150,
  /**
   * A message of at least so many KiB is an experiment or a long literal. One address may send so many KiB of these at once, which is
   * a class of a hundred with one experiment each, and then so many a second: reading them takes a tenth of a core.
   */
  longMessageKiB: 4,
  longKiBAtOnce: 6_000,
  longKiBPerSecond: 500,
  /**
   * The queues of all connections together take at most about this many bytes, and each at most LIMITS.viewerQueueBytes: of
   * a class of a thousand that reads too slowly, each waits with 256 kB.
   */
  queuesBytes: 256 * 1024 * 1024,
  /** A connection with this many queued bytes, answers included, is closed. */
  connectionQueueBytes: 16 * 1024 * 1024,
  /**
   * The lab host is asked at this interval whether it is alive. It hangs if this many questions, ten seconds,
   * remain without a message: making 200 labs at once keeps it from answering for two seconds, and a machine
   * that swaps for longer. At its start it answers only after it has probed its networks, so that it gets
   * more time.
   */
  labHostAskedEveryMs: 2_000,
  labHostUnanswered: 5,
  labHostUnansweredAtStart: 15,
  /** The labs are spread over at most this many lab hosts, each of which takes some 60 MB. */
  labHosts: 64,
  /** A new lab waits this long for a lab host that is being started again. */
  labHostWaitMs: 10_000,
  /**
   * So many labs are made in the time in which a lab host starts, about a second. When more than these are lost at once,
   * the rest comes back in the one that starts, so that the next death does not take everybody.
   */
  labsMadeWhileOneStarts: 20,
  /** After a lab was made, others have the cores for twice as long as that took, but no longer than this. */
  labsMadeApartMostMs: 100,
  /** A room waits this long for the end of its old lab before it makes a new one. */
  labEndsWithinMs: 2_000,
  /** The lab host may take this long to end by itself before it is killed. */
  labHostEndsWithinMs: 2_000,
  /**
   * A lab host that died within this time after its start counts as a short life; after several of them the
   * next start is delayed.
   */
  labHostHealthyAfterMs: 2_000,
  labHostLongestPauseMs: 30_000,
  /** If the default port is busy, this many ports are tried in turn. */
  portsTried: 20,
} as const;
