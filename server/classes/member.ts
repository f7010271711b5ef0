import type { Command, ProtocolError, ServerMessage } from '../../shared/protocol/server-messages.ts';
import { refusal } from '../refusal.ts';
import type { Seat } from '../rooms/seat.ts';
import type { Outlet, Reach } from '../rooms/viewer.ts';
import type { Parts } from '../../shared/protocol/parts.ts';
import type { Handed, HandNews } from './hands/hands.ts';
import type { Untold } from './told-view.ts';
import type { Voter, VoteNews } from './votes/votes.ts';

/** The things of a class that a member may have to be told, beside the class itself and its presenter's view. */
export type News = VoteNews | HandNews;

/** The connection to one browser, which can be refused also later than at its hello. */
export interface Line extends Outlet {
  refuse(error: ProtocolError): void;
}

/** A class as its members see it. */
export interface ClassView {
  classFrame(member: Member): string;
  viewFrame(untold: Untold): string;
  /** The newest word of this kind, for this member. */
  told(news: News, member: Member): string;
  /** The parts of its room that are in the member's hand. */
  partsOf(member: Member): Parts;
  /** How far the member sees into the room's log; null if all of it. */
  reachOf(member: Member): Reach | null;
  /** The member's connection has ended. */
  leave(member: Member): void;
}

/**
 * A connection above its room: it may present a class, or follow one from room to room. While its line is full, only
 * the newest word of its class waits.
 */
export class Member implements Outlet, Voter, Handed {
  readonly #line: Line;
  #seat: Seat | null = null;
  #class: ClassView | null = null;
  /** The room in which the follower looks around: they do not go along with the class. */
  asideIn: string | null = null;
  /** It presented the class until another one did. It goes along, is not counted, and takes part in nothing. */
  watches = false;
  /** The room of the follower's own lab, while they are in it. */
  ownRoom: string | null = null;
  /** The log that the browser had when it came, until it is seated. */
  known: { readonly epoch?: string; readonly after?: number } = {};
  /** Wakes the viewer of the room that this member is in. */
  #wakesRoom = (): void => {};
  /** Made once, as a thousand members are sent each frame. */
  readonly #left = (): void => {
    this.#wakesRoom();
    this.#pump();
  };
  #classIsNews = false;
  #untoldView: Untold | null = null;
  readonly #news = new Set<News>();
  /** The secret by which the class knows its device again. */
  readonly device: string | null;

  constructor(line: Line, device: string | null = null) {
    this.#line = line;
    this.device = device;
  }

  get seat(): Seat | null {
    return this.#seat;
  }

  get class(): ClassView | null {
    return this.#class;
  }

  get isFull(): boolean {
    return this.#line.isFull;
  }

  send(frame: string, left?: () => void): void {
    if (left !== undefined) this.#wakesRoom = left;
    this.#line.send(frame, this.#left);
  }

  /** Goes from the room that it is in to another, on the same connection. Returns the reason if it was refused. */
  sit(enter: (line: Outlet) => Seat | ProtocolError): ProtocolError | null {
    this.#seat?.leave();
    this.#seat = null;
    const entered = enter(this);
    if ('code' in entered) return entered;
    this.#seat = entered;
    return null;
  }

  /** Whoever waits for a place has no lab. */
  command(id: number, command: Command): void {
    if (this.#seat !== null) return this.#seat.command(id, command);
    const refused = { type: 'refused', id, error: refusal('read-only') } as const;
    this.send(JSON.stringify(refused satisfies ServerMessage));
  }

  refuse(error: ProtocolError): void {
    this.#line.refuse(error);
  }

  joinClass(joined: ClassView): void {
    this.#class = joined;
    // Another part in the class is told other things, and all of them anew.
    this.#news.clear();
    this.#untoldView = null;
    this.classChanged();
  }

  leave(): void {
    // Whoever waits comes in when the seat is left, and must not find the member there.
    this.#class?.leave(this);
    this.#class = null;
    this.#seat?.leave();
  }

  /** Tells the browser a last time about the class that it is no longer in, also where its line is full. */
  quitClass(): void {
    if (this.#class !== null) this.send(this.#class.classFrame(this));
    this.#class = null;
  }

  classChanged(): void {
    this.#classIsNews = true;
    this.#pump();
  }

  /** Whoever has missed a change is told the whole view. */
  viewChanged(untold: Untold): void {
    if (this.asideIn !== null || this.ownRoom !== null || this.#seat === null) return;
    this.#untoldView = this.#untoldView === null ? untold : 'whole';
    this.#pump();
  }

  voteChanged(news: VoteNews): void {
    this.#hear(news);
  }

  handsChanged(news: HandNews): void {
    this.#hear(news);
  }

  partsChanged(): void {
    if (this.#class !== null) this.#seat?.give(this.#class.partsOf(this));
    this.reachChanged();
  }

  reachChanged(): void {
    if (this.#class !== null) this.#seat?.see(this.#class.reachOf(this));
  }

  #hear(news: News): void {
    this.#news.add(news);
    this.#pump();
  }

  #pump(): void {
    while (this.#class !== null && !this.isFull) {
      if (this.#classIsNews) {
        this.#classIsNews = false;
        this.send(this.#class.classFrame(this));
      } else if (this.#untoldView !== null) {
        const untold = this.#untoldView;
        this.#untoldView = null;
        this.send(this.#class.viewFrame(untold));
      } else {
        const [news] = this.#news;
        if (news === undefined) return;
        this.#news.delete(news);
        this.send(this.#class.told(news, this));
      }
    }
  }
}
