import { readFileSync } from 'node:fs';
import type { LabEvent } from '../../shared/log/events.ts';
import { readRecording } from '../../shared/log/recording.ts';
import { findLesson } from '../../shared/lessons/index.ts';
import { varied } from '../../shared/lessons/lesson.ts';
import { Walkthrough } from '../../shared/lessons/walkthrough.ts';
import { Timeline } from '../../shared/log/timeline.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { type ClientMessage, parseClientMessage } from '../../shared/protocol/client-messages.ts';
import type {
  ClassAct,
  Command,
  NetworkInfo,
  ProtocolError,
  ServerMessage,
} from '../../shared/protocol/server-messages.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts';

/** The server's end of one page's channel. */
export interface PageChannel {
  send(frame: string): void;
  close(): void;
}

type Hello = Extract<ClientMessage, { type: 'hello' }>;

/** The recordings were made on this network. */
export const NETWORK: NetworkInfo = {
  grade: 'two-hosts',
  capture: 'wire',
  isolated: true,
  forced: false,
  failure: null,
  platform: 'Linux',
};

/**
 * A room whose lab is a shipped recording. It speaks the server's side of the protocol, and answers each
 * command with the recorded events up to the next rest. It refuses a command that the recording does not
 * continue with, so that a page that asks for the wrong thing makes no progress. Nothing is invented: all
 * events were recorded on a kernel.
 */
export class RecordedLab {
  lesson = '';
  /** The name of the recording: a lesson, or one of its variations, as in `L22.by-hand`. */
  #name = '';
  /** The recording as text. */
  recorded = '';
  /** The commands that were done, each with the state before it. */
  readonly done: { readonly command: Command; readonly before: LabState }[] = [];
  readonly refused: Command[] = [];
  /** The acts of the page in its class. */
  readonly acts: ClassAct[] = [];
  /** The role that the next welcome gives. */
  role: 'controller' | 'viewer' = 'controller';
  network: NetworkInfo = NETWORK;
  /** While false, every channel is closed as soon as it opens. */
  reachable = true;
  /** Every hello is answered with this error. */
  noEntry: ProtocolError | null = null;
  /** Every hello is answered with this, and with a welcome once `letIn` is called. */
  waits: Extract<ServerMessage, { type: 'class' }> | null = null;
  /** Whoever asks for a class is told this; null: there is no such class. */
  asked: Extract<ServerMessage, { type: 'class' }> | null = null;
  /** The pages have asked for these classes. */
  readonly asks: (string | undefined)[] = [];
  /** The pages have said these at their beginnings. */
  readonly hellos: Hello[] = [];
  #room = 'recorded';
  /** Every command is refused with this error. */
  refusal: ProtocolError | null = null;
  /** While true, commands wait for `answer`. */
  slow = false;
  /** While true, what a kernel's timer brought is kept back: the lab waits for it. */
  timersWait = false;
  #turns: readonly (readonly LabEvent[])[] = [];
  /** The role that its welcome gave to each page. */
  readonly #channels = new Map<PageChannel, 'controller' | 'viewer'>();
  readonly #unanswered: (() => void)[] = [];
  readonly #waiting: (() => void)[] = [];
  #timeline = new Timeline();
  #turn = 0;
  #run = 0;

  constructor(name: string) {
    this.#open(name);
  }

  /** Returns a lab whose run has come so far. */
  static at(name: string, isThere: (state: LabState) => boolean): RecordedLab {
    const lab = new RecordedLab(name);
    while (!isThere(lab.state)) {
      if (lab.isOver) throw new Error(`the recorded ${name} never comes to this`);
      lab.advance();
    }
    return lab;
  }

  get state(): LabState {
    return this.#timeline.state;
  }

  get events(): readonly LabEvent[] {
    return this.#timeline.events;
  }

  get isOver(): boolean {
    return this.#turn === this.#turns.length;
  }

  /** Opens a page's channel. Returns the function that receives the page's frames. */
  connect(channel: PageChannel): (frame: string) => void {
    if (!this.reachable) channel.close();
    return (frame) => {
      const message = parseClientMessage(frame);
      if (message?.type === 'hello') this.#hear(channel, message);
      else if (message?.type === 'command') {
        const answer = (): void => this.#answer(channel, message.id, message.command);
        if (this.slow) this.#unanswered.push(answer);
        else answer();
      } else if (message?.type === 'class') this.acts.push(message.act);
      else throw new Error(`not a message: ${frame}`);
    };
  }

  /** So many commands wait for their answer. */
  get unanswered(): number {
    return this.#unanswered.length;
  }

  /** Answers the commands that have waited, and no longer lets any wait. */
  answer(): void {
    this.slow = false;
    for (const answer of this.#unanswered.splice(0)) answer();
  }

  /** The name of the room that welcomes give. */
  get room(): string {
    return this.#room;
  }

  /** Another room, whose lab has come as far, takes this one's place. */
  moveTo(room: string): void {
    this.#room = room;
    this.#run += 1;
  }

  /** Seats all who are here in another room, whose lab begins anew, on their connections. */
  bring(room: string): void {
    this.moveTo(room);
    this.#open(this.#name);
    for (const channel of this.#channels.keys())
      this.#welcome(channel, { type: 'hello', version: PROTOCOL_VERSION });
  }

  /** Welcomes those who wait. */
  letIn(): void {
    this.waits = null;
    for (const welcome of this.#waiting.splice(0)) welcome();
  }

  /** Closes every page's channel. */
  cut(): void {
    for (const channel of this.#channels.keys()) channel.close();
    this.#channels.clear();
  }

  /** Makes the recording's next turn happen without this page, as if another hand had moved the run. */
  advance(turns = 1): void {
    for (let i = 0; i < turns; i += 1) this.#publish(this.#next());
  }

  /** Ends the lab with an event that no recording has. */
  close(code: string): void {
    const { seq, at } = this.state;
    const closed: LabEvent = { type: 'lab-closed', source: 'derived', seq: seq + 1, at, code };
    this.#timeline.append([closed]);
    this.#publish([closed]);
  }

  /** Its lab host dies, and a new lab takes its place at once. */
  die(): void {
    this.close('lab-host-died');
    this.#open(this.#name);
    this.#publish(this.events);
    this.say({ type: 'room', viewers: 1, labHost: 'up', replaces: 'lab-host-died' });
  }

  say(message: ServerMessage): void {
    for (const channel of this.#channels.keys()) channel.send(JSON.stringify(message));
  }

  /** The name of its log. */
  get epoch(): string {
    return `run-${this.#run}`;
  }

  #hear(channel: PageChannel, hello: Hello): void {
    if (hello.asks === true) {
      this.asks.push(hello.class);
      const answer: ServerMessage = this.asked ?? { type: 'error', error: { code: 'no-such-class' } };
      return channel.send(JSON.stringify(answer));
    }
    this.hellos.push(hello);
    if (this.waits === null) return this.#welcome(channel, hello);
    channel.send(JSON.stringify(this.waits));
    this.#waiting.push(() => this.#welcome(channel, hello));
  }

  #welcome(channel: PageChannel, { lesson, room, epoch, after }: Hello): void {
    const say = (message: ServerMessage): void => channel.send(JSON.stringify(message));
    if (this.noEntry !== null) {
      say({ type: 'error', error: this.noEntry });
      return;
    }
    // The page has gone on to another lesson, which gets a room of its own.
    if (room === undefined && lesson !== undefined && lesson !== this.lesson) this.#open(lesson);
    this.#channels.set(channel, this.role);
    say({
      type: 'welcome',
      version: PROTOCOL_VERSION,
      server: '0.0.0',
      room: this.#room,
      lesson: this.lesson,
      role: this.role,
      ...(this.role === 'controller' && { token: 'secret' }),
      network: this.network,
    });
    const known = epoch === this.epoch ? (after ?? 0) : 0;
    say(this.#batch(this.events.slice(known)));
    say({ type: 'room', viewers: 0, labHost: 'up' });
  }

  #answer(channel: PageChannel, id: number, command: Command): void {
    const error = this.refusal ?? this.#refusalOf(command, this.#channels.get(channel));
    if (error !== null) {
      this.refused.push(command);
      channel.send(JSON.stringify({ type: 'refused', id, error } satisfies ServerMessage));
      return;
    }
    this.done.push({ command, before: this.state });
    channel.send(JSON.stringify({ type: 'done', id } satisfies ServerMessage));
    if (command.type === 'new-lab') {
      this.#open(this.#name);
      this.#publish(this.events);
    } else if (command.type !== 'stay') this.#publish(this.#next());
  }

  /** Opens a new lab with the events of the recording before its first command. */
  #open(name: string): void {
    const [id = name, variation] = name.split('.');
    const lesson = findLesson(id)!;
    this.lesson = id;
    this.#name = name;
    const file = new URL(`../../client/public/recordings/${name}.ndjson`, import.meta.url);
    this.recorded = readFileSync(file, 'utf8');
    this.#turns = turnsOf(readRecording(this.recorded).events);
    this.#timeline = new Timeline();
    this.#turn = 0;
    this.#run += 1;
    // A room shows its lab once it is set up.
    const { setup = [] } = variation === undefined ? lesson : varied(lesson, variation)!;
    const walkthrough = new Walkthrough({ setup, moves: [], predictions: [] });
    const shown = new Timeline();
    do shown.append(this.#next(), (event, after) => walkthrough.see(event, after));
    while (!walkthrough.isSetUp);
  }

  #refusalOf(command: Command, role: 'controller' | 'viewer' | undefined): ProtocolError | null {
    if (role !== 'controller') return { code: 'read-only' };
    if (command.type === 'stay' || (command.type === 'new-lab' && command.programs === undefined))
      return null;
    const turn = this.#turns[this.#turn];
    return turn !== undefined && opens(command, turn, this.state) ? null : { code: WRONG[command.type] };
  }

  #publish(events: readonly LabEvent[]): void {
    if (events.length > 0) this.say(this.#batch(events));
  }

  #batch(events: readonly LabEvent[]): ServerMessage {
    return { type: 'events', epoch: this.epoch, head: this.#timeline.head, events: [...events] };
  }

  /** Appends the next turn, and those after it that begin without a command. */
  #next(): readonly LabEvent[] {
    const begin = this.#timeline.events.length;
    let turn = this.#turns[this.#turn];
    while (turn !== undefined) {
      this.#timeline.append(turn);
      this.#turn += 1;
      turn = this.#turns[this.#turn];
      if (turn !== undefined && (this.timersWait || isCommanded(turn))) break;
    }
    return this.events.slice(begin);
  }
}

/** The code with which the lab refuses each command that it cannot do now. */
const WRONG: Readonly<Record<Command['type'], ProtocolError['code']>> = {
  step: 'not-steppable',
  run: 'not-steppable',
  'run-on': 'not-steppable',
  pause: 'no-such-thread',
  input: 'no-input-waits',
  stop: 'no-such-thread',
  'add-client': 'too-many-clients',
  'remove-client': 'not-removable',
  deliver: 'chip-not-held',
  drop: 'chip-not-held',
  duplicate: 'chip-not-held',
  delay: 'chip-not-held',
  wire: 'no-wire',
  set: 'unknown-parameter',
  'run-again': 'lab-unavailable',
  stay: 'lab-unavailable',
  'new-lab': 'no-such-variation',
};

/**
 * Cuts the log into turns. A turn reaches from one rest to the next, or to the next command if that was given
 * before the kernel had come to rest.
 */
function turnsOf(events: readonly LabEvent[]): LabEvent[][] {
  const turns: LabEvent[][] = [];
  let turn: LabEvent[] = [];
  /** These threads have come to their line since the last rest, so that they go on by themselves. */
  let going = new Set<string>();
  for (const event of events) {
    const isStepped = event.type === 'thread-step' && !going.has(event.thread);
    if (isStepped && turn.length > 0 && !isCommanded(turn)) {
      turns.push(turn);
      turn = [];
    }
    turn.push(event);
    if (event.type === 'thread-at') going.add(event.thread);
    if (event.type !== 'at-rest') continue;
    turns.push(turn);
    turn = [];
    going = new Set();
  }
  return turn.length === 0 ? turns : [...turns, turn];
}

/** Says whether a turn begins with a command's own event. Otherwise a timer of the kernel began it. */
function isCommanded([first]: readonly LabEvent[]): boolean {
  switch (first?.type) {
    case 'thread-step':
    case 'segment-delivered':
    case 'wire-set':
    case 'program-loaded':
    case 'program-edited':
      return true;
    case 'segment-dropped':
      return first.cause === 'learner';
    default:
      return false;
  }
}

/** Says whether the turn is what came of the command. */
function opens(command: Command, turn: readonly LabEvent[], state: LabState): boolean {
  const [first] = turn;
  if (first === undefined) return false;
  switch (command.type) {
    case 'step':
    case 'run':
    case 'run-on': {
      if (first.type !== 'thread-step') return false;
      // An except clause that catches is executed with the line that raised.
      const lines = turn.filter((event) => event.type === 'thread-step' && event.thread === first.thread);
      const caught = turn.filter(
        (event) => event.type === 'exception-caught' && event.thread === first.thread,
      );
      const isMeant =
        (command.thread ?? first.thread) === first.thread &&
        (command.program ?? state.threads[first.thread]?.program) === state.threads[first.thread]?.program;
      return isMeant && (command.type !== 'step' || lines.length - caught.length === 1);
    }
    case 'deliver':
    case 'drop': {
      const cause = command.type === 'deliver' ? 'segment-delivered' : 'segment-dropped';
      const chip = state.wire.chips.find((one) => one.chip === command.chip);
      return first.type === cause && chip?.held[0]?.segment === first.segment;
    }
    case 'wire':
      return first.type === 'wire-set' && JSON.stringify(first.settings) === JSON.stringify(command.settings);
    case 'set':
      return first.type === 'program-edited' && first.program === command.program;
    case 'run-again':
      return first.type === 'program-loaded' && first.program in state.programs;
    case 'add-client':
      return first.type === 'program-loaded' && !(first.program in state.programs);
    case 'pause':
    case 'input':
    case 'stop':
    case 'remove-client':
    case 'duplicate':
    case 'delay':
    case 'stay':
    case 'new-lab':
      return false;
    default:
      return command satisfies never;
  }
}
