import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import { permits } from '../../shared/protocol/permits.ts';
import type { Command, ProtocolError, ServerMessage } from '../../shared/protocol/server-messages.ts';
import { Audience } from './audience.ts';
import { isLost, SERVER_ENDED } from '../../shared/log/lost.ts';
import { SERVER_LIMITS } from '../limits.ts';
import { refusal } from '../refusal.ts';
import { LabLog, type Position } from './lab-log.ts';
import { LabMaking } from './lab-making.ts';
import type { Labs } from './labs.ts';
import { RoomKeeper } from './room-keeper.ts';
import type { RoomOptions, Watch } from './room-options.ts';
import { type Choice, RoomLesson } from './room-lesson.ts';
import { RoomUse } from './room-use.ts';
import { hashOf, isSecret, newId } from './secrets.ts';
import type { Outlet, Role, Viewer } from './viewer.ts';

/** A room has one lab at a time, its log, and the viewers that watch it. */
export class Room {
  readonly id: string;
  readonly address: string;
  readonly lesson: Lesson;
  readonly #programs: RoomLesson;
  readonly #tokenHash: string;
  readonly #labs: Labs;
  readonly #newLog: () => LabLog;
  readonly #audience = new Audience();
  readonly #keeper: RoomKeeper | null;
  #log: LabLog | null;
  /** The log of a server before this one. */
  readonly #inherited: LabLog | null;
  /** The lab of the log was made of this. */
  #choice: Choice;
  #lost: LabLog | null = null;
  readonly #making: LabMaking;
  #ended = false;
  readonly #use: RoomUse;
  #watch: Watch = () => {};
  #holds = 0;

  constructor({ id, tokenHash, address, lesson, labs, nowMs, logBounds, keeps, choice, kept }: RoomOptions) {
    this.id = id;
    this.address = address;
    this.lesson = lesson;
    this.#programs = new RoomLesson(lesson, kept?.choice ?? choice);
    this.#choice = this.#programs.taken;
    this.#inherited = kept?.log ?? null;
    this.#log = this.#inherited;
    this.#tokenHash = tokenHash;
    this.#labs = labs;
    this.#newLog = () => new LabLog(newId(), nowMs, logBounds);
    this.#use = new RoomUse(nowMs, kept !== undefined);
    this.#keeper = keeps && new RoomKeeper({ ...keeps, id, nowMs, changed: () => this.changed() });
    this.#making = new LabMaking({
      labs,
      isShown: (log) => this.#log === log,
      saw: (event, after) => this.#watch(event, after),
      grew: (log) => this.#show(log),
      lost: (log) => {
        this.#show(log);
        void this.#comeBack();
      },
    });
    // Its lab host has ended with the server.
    this.#log?.close(SERVER_ENDED);
    this.#keep();
  }

  get log(): LabLog | null {
    return this.#log;
  }

  get lost(): LabLog | null {
    return this.#lost;
  }

  /** Another room begins with this as this room's lab did, with what it has now. */
  get choiceNow(): Choice {
    return this.#log === null ? this.#programs.taken : this.#programs.asItIsNow(this.#log.state);
  }

  get viewers(): number {
    return this.#audience.size;
  }

  get hasLiveLab(): boolean {
    return this.#log !== null && !this.#log.isClosed;
  }

  /** The time in ms since somebody operated its lab. */
  get quietForMs(): number {
    return this.#use.quietForMs;
  }

  /** Calls `see` with each event of its labs from now on, and the state after it. */
  watch(see: Watch): void {
    this.#watch = see;
  }

  /** The time in ms since the last viewer left; null while there is a viewer. */
  get emptyForMs(): number | null {
    return this.viewers > 0 ? null : this.#use.emptyForMs;
  }

  /** Says whether the room may be ended so that there is place for another, as it is or once it is given up. */
  mayYield(givenUp: boolean): boolean {
    return !this.isHeld && this.viewers === 0 && this.#use.mayYield(givenUp);
  }

  /** Whoever belongs to it is elsewhere for a while. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  hold(isMore: boolean): void {
    this.#holds += isMore ? 1 : -1;
  }

  /** Its controller has opened another room in its place. */
  giveUp(): void {
    this.#use.giveUp();
  }

  roleOf(token: string | undefined): Role {
    return token !== undefined && isSecret(hashOf(token), this.#tokenHash) ? 'controller' : 'viewer';
  }

  /**
   * `position` is what the browser already has. The caller sends `welcome` and then calls `viewer.pump()`.
   */
  join(role: Role, outlet: Outlet, position: Position | null): Viewer {
    const viewer = this.#audience.join(role, outlet, this, position);
    void this.#comeBack();
    return viewer;
  }

  leave(viewer: Viewer): void {
    if (this.#audience.leave(viewer)) this.#use.leave();
  }

  /** The lab host's status changed. It may be one again that can take a lab. */
  labHostChanged(): void {
    this.changed();
    void this.#comeBack();
  }

  /** Tells the viewers how many they are, what the lab host's status is, and what becomes of the lab. */
  changed(): void {
    this.#audience.roomChanged();
  }

  roomFrame(): string {
    const closesInMs = this.#closesInMs();
    const { replaces } = this.#use;
    const message: ServerMessage = {
      type: 'room',
      viewers: this.viewers,
      labHost: this.#labs.status,
      ...(closesInMs !== null && { closesInMs }),
      ...(replaces !== null && { replaces }),
      ...(this.#keeper?.isKept === false && { notKept: true }),
    };
    return JSON.stringify(message);
  }

  /**
   * Keeps the log within its bounds. Warns the viewers of a lab that nobody has operated for long, and closes it in
   * the end. Its log stays.
   */
  sweep(): void {
    this.#log?.trim();
    this.#lost?.trim();
    this.#keep();
    this.#pauseUnwatched();
    // There may be place for a lost lab now.
    void this.#comeBack();
    const closesInMs = this.#closesInMs();
    if (closesInMs === 0 && this.#log !== null) {
      this.#use.closed();
      void this.#labs.end(this.#log.epoch);
      this.#log.close('idle');
      this.#show(this.#log);
      this.changed();
    } else if (closesInMs !== null && this.#use.warn()) this.changed();
  }

  /** Nobody is there to see what a program does that runs on, nor to stop it. */
  #pauseUnwatched(): void {
    if (this.#log === null || !this.hasLiveLab) return;
    if ((this.emptyForMs ?? 0) > SERVER_LIMITS.unwatchedRunMs)
      void this.#labs.command(this.#log.epoch, { type: 'pause-unwatched' });
  }

  #closesInMs(): number | null {
    return this.hasLiveLab ? this.#use.closesInMs : null;
  }

  /**
   * `parts` are those in the hand of whoever commands. Resolves with null once it is done. One viewer's commands keep their order.
   */
  command(parts: Parts, command: Command): Promise<ProtocolError | null> {
    const refused = this.#whyNot(parts, command);
    if (refused !== null) return Promise.resolve(refused);
    this.#lost = null;
    if (this.#use.operate(command)) this.changed();
    if (command.type === 'stay') return Promise.resolve(null);
    if (command.type === 'new-lab') return this.#newLab(command);
    return this.#labs.command(this.#log?.epoch ?? '', command);
  }

  #newLab(command: Extract<Command, { type: 'new-lab' }>): Promise<ProtocolError | null> {
    const choice = this.#programs.choose(command);
    return choice === null
      ? Promise.resolve(refusal('no-such-variation', command.variation ?? ''))
      : this.#makeLab(choice);
  }

  #whyNot(parts: Parts, command: Command): ProtocolError | null {
    if (parts.length === 0) return refusal('read-only');
    if (!permits(parts, command)) return refusal('not-in-hand');
    if (this.#labs.network.grade === 'replay') return refusal('lab-unavailable', 'no live labs here');
    if (command.type === 'new-lab')
      return !this.#making.isOn ? null : refusal('lab-unavailable', 'a new lab is being made');
    if (this.#log === null) return refusal('lab-unavailable', 'the lab is being made');
    return this.#log.isClosed ? refusal('lab-closed') : null;
  }

  /** Makes the room's first lab, perhaps in the place of another that is told with this code. */
  begin(replaces?: string): void {
    if (replaces !== undefined) this.#use.replaced(replaces);
    void this.#makeLab(this.#programs.taken);
  }

  /**
   * Replaces the hosts and the log. The old log stays until the new lab is set up, so that it can still be looked
   * at if no new lab can be made.
   */
  async #makeLab(choice: Choice): Promise<ProtocolError | null> {
    const lesson = this.#programs.next(choice, this.#log?.state.programs);
    const log = this.#newLog();
    const error = await this.#making.make(log, lesson, this.#log, () => this.#programs.take(choice));
    if (this.#ended) {
      void this.#labs.end(log.epoch);
      return refusal('lab-closed');
    }
    const shown = error === null ? log : (this.#log ?? log);
    if (error !== null) shown.close(error.code, error.detail);
    if (shown === log) this.#choice = this.#programs.taken;
    this.#show(shown);
    // The lab host may have died during the set-up.
    if (shown === log) void this.#comeBack();
    return error;
  }

  /**
   * Makes a new lab in place of one that was lost, unless one is being made already. A room that nobody is in
   * gets it when somebody enters, who reads the old log first; and where no lab host can take it, once one can.
   */
  async #comeBack(): Promise<void> {
    const { closed } = this.#log?.state ?? {};
    if (!closed || this.#making.isOn || this.viewers === 0) return;
    // A server was killed after it had ended a lab, and before it had made the next.
    const isLeftSo = closed.code === 'ended' && this.#log === this.#inherited;
    if (!isLost(closed) && !isLeftSo) return;
    if (this.#labs.status === 'down' || !this.#use.comesBack()) return;
    this.#lost = this.#log;
    const error = await this.#makeLab({ ...this.#programs.taken, literals: 'keep' });
    // A lab that cannot be made, or that ends its lab host while it is made, is not made again and again.
    const isForPlace = error?.code === 'too-many-labs' || error?.code === 'lab-unavailable';
    if (isForPlace && !this.#making.diedMeanwhile) this.#use.mayComeBack();
    if (error !== null || !this.hasLiveLab) {
      this.#lost = null;
      return;
    }
    this.#use.replaced(closed.code);
    this.changed();
  }

  /** Ends the lab. The room must not be used again. */
  end(): void {
    this.#ended = true;
    this.#making.end();
    if (this.#log !== null && this.hasLiveLab) void this.#labs.end(this.#log.epoch);
    // Whoever watches it sees its end.
    this.#log?.close('ended');
    this.#audience.end();
    this.#keeper?.remove();
  }

  #keep(): void {
    this.#keeper?.keep(this.#log, this.#choice);
  }

  #show(log: LabLog): void {
    this.#log = log;
    this.#keep();
    this.#audience.pump();
  }
}
