import type { LabEvent } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import { usePlayback, type Arrival, type Stretch } from './playback-store.ts';
import { type Mode, usePlayhead } from './playhead-store.ts';
import { type Gap, gapBetween, motionMs, type Pace } from './pacing.ts';
import { A_PAUSE_MICROS } from './projections/press-spans.ts';
import type { Session } from './session.ts';

export interface Clock {
  now(): number;
  after(ms: number, then: () => void): () => void;
}

/** If the picture is further behind the live end than this, the rest is shown at once and its count is printed. */
export const BACKLOG_LIMIT = 30;

/** Interval at which the picture jumps to the newest event in a flood, ms: nobody can follow more. */
const JUMP_EVERY_MS = 500;

/** The same in a run at full speed, ms: it is shown from its beginning afterwards, and most are over before. */
const RUSH_JUMP_EVERY_MS = 3000;

/** Slow motion lasts at most this long at 1×, ms: a flood of thousands of events is shown faster. */
export const LONGEST_SLOW_MOTION_MS = 40_000;

/** More events than any lesson has are played within this time at 1×, ms: one by one they would take a quarter of an hour. */
const LONG_RUN_MS = 90_000;
export const isLongRun = (events: number): boolean => events > 500;

/** This many events behind the live end playback doubles its speed, so that it keeps up with the learner. */
const HURRY_AT = 8;

const FRAME_MS = 16;

const rushes = (): boolean => usePlayback.getState().rushes;

/**
 * Moves the one cursor over the session's log. Live, it follows the log's end, telling each event with the time
 * its motion needs; once moved back by hand it stays in the past until it is sent, or has walked, to the end again.
 */
export class Player {
  readonly #clock: Clock;
  readonly #pace: () => Pace;
  readonly #session: Session;
  #kind: 'live' | 'recording' = 'live';
  #following = true;
  #shownAt = 0;
  #jumpedAt = -Infinity;
  /** The time at which the motions in progress end. */
  #movingUntil = 0;
  /** A press to play is drawn before the first event: together they take longer than a frame. */
  #notBefore = -Infinity;
  /** True while the learner has acted and no effect is shown yet. */
  #acted = false;
  #cancelTimer: (() => void) | null = null;
  /** The time (ms at 1×) for which an event's sentence is left to be read before the next event is played. */
  #reading: (seq: number) => number = () => 0;
  /** A part of the log is played now, with its own speed and without pauses for reading. */
  #played: { readonly until: number; readonly speed: number; readonly over: () => void } | null = null;

  constructor(session: Session, clock: Clock, pace: () => Pace) {
    this.#session = session;
    this.#clock = clock;
    this.#pace = pace;
  }

  /** A new log replaces all: a room's (followed) or a recording (at its start, paused). */
  load(kind: 'live' | 'recording', base: LabState, shipped: string | null = null): void {
    this.#stop();
    this.#session.publish();
    this.#kind = kind;
    this.#following = kind === 'live';
    this.#acted = false;
    this.#jumpedAt = rushes() ? this.#clock.now() : -Infinity;
    // Whoever hears of the log must know by which way the cursor comes.
    usePlayback.setState({ playing: false, arrival: 'jump', pace: null, slowMotion: null, shipped });
    this.#session.load({ kind, base });
  }

  /** `atOnce`: these happened before this page looked, so they are not told one by one. */
  append(events: readonly LabEvent[], atOnce: boolean): void {
    if (events.length === 0) return;
    this.#session.append(events);
    if (atOnce || !this.#floods) this.#session.publish();
    if (!this.#following) return;
    if (atOnce) this.#goTo(this.#session.head, 'jump');
    else this.#schedule();
  }

  /**
   * Live, more has come than can be told: the picture jumps, and the log is shown with it. Until the next jump
   * would be due, nothing is drawn: a flood comes in batches, and each may be a short one. A run at full speed is a
   * flood from its key on.
   */
  get #floods(): boolean {
    const behind = this.#session.head - usePlayhead.getState().cursor;
    if (!this.#following || behind === 0) return false;
    return rushes() || behind > BACKLOG_LIMIT || this.#clock.now() - this.#jumpedAt < JUMP_EVERY_MS;
  }

  /** A run at full speed begins, or is over. The end of the lab before it is not drawn either. */
  rush(isOn: boolean): void {
    usePlayback.setState({ rushes: isOn });
    if (isOn) this.#jumpedAt = this.#clock.now();
    if (!this.#following) return;
    // A jump that is due sooner now is not waited for any longer.
    this.#callOff();
    this.#schedule();
  }

  /** From now on playing leaves the time to read what the narration says. Undone by the function returned. */
  readBy(reading: (seq: number) => number): () => void {
    this.#reading = reading;
    return () => {
      if (this.#reading === reading) this.#reading = () => 0;
    };
  }

  play(): void {
    const { head } = this.#session;
    if (this.#kind === 'live' && this.#following) return;
    // At the end of a recording, play begins it again.
    if (usePlayhead.getState().cursor >= head) this.toStart();
    const { cursor } = usePlayhead.getState();
    // A live log may grow meanwhile, and is followed to its end.
    if (isLongRun(head - cursor))
      this.#played = { until: Infinity, speed: this.#speedFor(cursor, head, LONG_RUN_MS), over: () => {} };
    this.#begin();
  }

  /** Plays up to this event, in `withinMs` at most at 1× and without pauses for reading, and stops there. */
  playTo(seq: number, withinMs = Infinity): void {
    const { cursor } = usePlayhead.getState();
    this.#stop();
    const until = Math.min(seq, this.#session.head);
    this.#played = { until, speed: this.#speedFor(cursor, until, withinMs), over: () => this.pause() };
    this.#begin();
  }

  /** Shows these events once more, one by one, and comes back. Pressed again, it comes back at once. */
  slowMotion(stretch: Stretch): void {
    if (usePlayback.getState().slowMotion !== null) return this.#played?.over();
    const { cursor, mode } = usePlayhead.getState();
    const before = stretch.from - 1;
    this.seek(before, 'jump');
    this.#played = {
      until: stretch.to,
      speed: this.#speedFor(before, stretch.to, LONGEST_SLOW_MOTION_MS),
      over: () => (mode === 'live' ? this.toEnd() : this.seek(cursor, 'jump')),
    };
    usePlayback.setState({ slowMotion: stretch });
    this.#begin();
  }

  #begin(): void {
    usePlayback.setState({ playing: true });
    this.#shownAt = this.#clock.now() - 1e6;
    this.#movingUntil = 0;
    this.#notBefore = this.#clock.now() + FRAME_MS;
    this.#schedule();
  }

  /** The factor by which a part of the log is played faster, so that it takes no longer than this. */
  #speedFor(from: number, to: number, withinMs: number): number {
    if (withinMs === Infinity) return 1;
    const pace = { ...this.#pace(), speed: 1 };
    let { mode } = this.#session.stateAt(from).wire.settings;
    let ms = 0;
    for (let seq = from + 1; seq < to; seq += 1) {
      const [shown, next] = [this.#session.eventAt(seq), this.#session.eventAt(seq + 1)];
      if (shown?.type === 'wire-set') ({ mode } = shown.settings);
      if (shown && next) ms += gapBetween(shown, next, motionMs(shown, mode), pace).ms;
    }
    return Math.max(1, ms / withinMs);
  }

  pause(): void {
    this.#stop();
    this.#session.publish();
    this.#settle();
  }

  /** Goes one event forward, with its motion, or back, without one. */
  step(by: 1 | -1): void {
    const { cursor, base } = usePlayhead.getState();
    const to = cursor + by;
    if (to > this.#session.head) return this.beyond();
    if (to < base) return;
    this.#stop();
    if (by === 1) this.#advance('step');
    else this.#goTo(to, 'step');
    this.#settle();
  }

  moment(by: 1 | -1): void {
    const { cursor, base, moments } = usePlayhead.getState();
    const to =
      by === 1 ? moments.find(({ seq }) => seq > cursor) : moments.findLast(({ seq }) => seq < cursor);
    this.seek(to?.seq ?? (by === 1 ? this.#session.head : base));
  }

  seek(seq: number, arrival: Arrival = 'step'): void {
    this.#stop();
    const { base } = usePlayhead.getState();
    this.#goTo(Math.min(this.#session.head, Math.max(base, seq)), arrival);
    this.#settle();
  }

  /** Goes to the first event worth showing: both programs are loaded and nothing has run. */
  toStart(): void {
    const { base } = usePlayhead.getState();
    const { events } = this.#session;
    const at = base > 0 ? -1 : events.findIndex(({ type }) => type === 'at-rest' || type === 'thread-step');
    const opening = events[at]?.type === 'thread-step' ? at : at + 1;
    this.seek(base + Math.max(0, opening), 'jump');
  }

  /** To the newest event; a live log is followed again. */
  toEnd(): void {
    const { head } = this.#session;
    if (usePlayhead.getState().cursor === head) this.beyond();
    this.seek(head, 'jump');
  }

  /** Called when somebody wants to go further than to the newest event. */
  beyond = (): void => {};

  /** Shows every event that is not shown yet, because the learner acts on the newest state. */
  catchUp(): void {
    if (!this.#following) return;
    this.#callOff();
    this.#acted = true;
    this.#jumpedAt = rushes() ? this.#clock.now() : -Infinity;
    const { head } = this.#session;
    if (usePlayhead.getState().cursor < head) this.#goTo(head, 'jump');
  }

  /** A live log is followed if the cursor is at its head. */
  #settle(): void {
    const { cursor } = usePlayhead.getState();
    this.#following = this.#kind === 'live' && cursor === this.#session.head;
    const mode: Mode = this.#kind === 'recording' ? 'recording' : this.#following ? 'live' : 'past';
    const before = usePlayhead.getState().mode;
    if (before === mode) return;
    usePlayhead.setState({ mode });
    if (before === 'past' && mode === 'live') usePlayback.setState({ returnedAt: this.#clock.now() });
  }

  #stop(): void {
    this.#callOff();
    this.#following = false;
    this.#played = null;
    const { playing, slowMotion } = usePlayback.getState();
    if (playing || slowMotion !== null) usePlayback.setState({ playing: false, slowMotion: null });
  }

  #callOff(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #schedule(): void {
    if (this.#cancelTimer !== null) return;
    // The answer to a press is drawn as it arrives: a timer would cost another drawing, and often a frame.
    if (this.#acted && !this.#floods) this.#advance('flow');
    const { cursor } = usePlayhead.getState();
    if (this.#played !== null && cursor >= this.#played.until) return this.#played.over();
    if (cursor >= this.#session.head) {
      if (usePlayback.getState().playing) this.#stop();
      this.#settle();
      return;
    }
    const shown = this.#session.eventAt(cursor);
    const next = this.#session.eventAt(cursor + 1);
    const dueAt = this.#floods
      ? this.#jumpedAt + (rushes() ? RUSH_JUMP_EVERY_MS : JUMP_EVERY_MS)
      : shown && next
        ? this.#dueAt(shown, next)
        : 0;
    const waitMs = Math.max(0, Math.max(dueAt, this.#notBefore) - this.#clock.now());
    this.#cancelTimer = this.#clock.after(waitMs, () => {
      this.#cancelTimer = null;
      if (this.#floods) {
        this.#goTo(this.#session.head, 'flood');
        this.#jumpedAt = this.#clock.now();
      } else this.#advance('flow');
      this.#schedule();
    });
  }

  /** When the next event is to be shown, on the clock. */
  #dueAt(shown: LabEvent, next: LabEvent): number {
    // The effect of a press is shown at once; somebody who only watches sees each motion to its end.
    if (this.#acted) return 0;
    if (this.#isThought(shown, next)) return this.#movingUntil;
    return this.#shownAt + Math.max(this.#gap(shown, next).ms, this.#readingMs(shown));
  }

  /** A recording waits for its reader; a live lab, slow motion and true time do not. */
  #readingMs({ seq }: LabEvent): number {
    const { time, speed } = this.#pace();
    return this.#following || this.#played !== null || time === 'true' ? 0 : this.#reading(seq) / speed;
  }

  /** On a live log the learner's time for thinking is not played again. */
  #isThought(shown: LabEvent, next: LabEvent): boolean {
    return this.#following && (shown.type === 'at-rest' || next.at - shown.at >= A_PAUSE_MICROS);
  }

  #gap(shown: LabEvent, next: LabEvent): Gap {
    const pace = this.#paceNow();
    const own = motionMs(shown, usePlayhead.getState().state.wire.settings.mode);
    return gapBetween(shown, next, Math.max(own, (this.#movingUntil - this.#shownAt) * pace.speed), pace);
  }

  #paceNow(): Pace {
    const pace = this.#pace();
    const behind = this.#session.head - usePlayhead.getState().cursor;
    const hurry = this.#following ? 1 + (behind - 1) / HURRY_AT : (this.#played?.speed ?? 1);
    return { ...pace, speed: pace.speed * hurry };
  }

  #advance(arrival: Arrival): void {
    const { state: previous, cursor } = usePlayhead.getState();
    const event = this.#session.eventAt(cursor + 1);
    if (event === null) return;
    const shown = this.#session.eventAt(cursor);
    const pace = this.#paceNow();
    const state = this.#session.stateAt(cursor + 1);
    const gap = shown && !this.#acted && !this.#isThought(shown, event) ? this.#gap(shown, event) : null;
    const moving = motionMs(event, state.wire.settings.mode) / pace.speed;
    this.#shownAt = this.#clock.now();
    this.#movingUntil = Math.max(this.#movingUntil, this.#shownAt + moving);
    this.#acted = false;
    usePlayback.setState({
      arrival,
      pace: gap && { deltaMicros: gap.deltaMicros, slowDown: gap.slowDown, cut: gap.cut },
    });
    this.#session.publish({
      cursor: event.seq,
      state,
      previous,
      transition: { event, motionMs: moving },
    });
  }

  #goTo(seq: number, arrival: Arrival): void {
    this.#shownAt = this.#clock.now();
    this.#movingUntil = this.#shownAt;
    const state = this.#session.stateAt(seq);
    // Whoever hears of the log must know by which way the cursor comes.
    usePlayback.setState({ arrival, pace: null });
    this.#session.publish({
      cursor: seq,
      state,
      previous: this.#session.stateAt(seq - 1),
      transition: null,
    });
  }
}
