import { Throttle } from '../../shared/throttle.ts';
import { after } from '../after.ts';
import { SERVER_LIMITS } from '../limits.ts';
import type { Position } from './lab-log.ts';
import { type Outlet, type Role, type View, Viewer } from './viewer.ts';

/** The viewers of a room. They are told what is new of it, and how many they are. */
export class Audience {
  readonly #viewers = new Set<Viewer>();
  /** A class that comes in is not told of each that comes. */
  readonly #counts = new Throttle(SERVER_LIMITS.countsToldEveryMs, after, () => this.roomChanged());

  get size(): number {
    return this.#viewers.size;
  }

  join(role: Role, outlet: Outlet, view: View, position: Position | null): Viewer {
    const viewer = new Viewer(role, outlet, view, position);
    this.#viewers.add(viewer);
    this.#counts.ask();
    return viewer;
  }

  /** Returns false if the viewer had left already. */
  leave(viewer: Viewer): boolean {
    viewer.leave();
    const wasHere = this.#viewers.delete(viewer);
    if (wasHere) this.#counts.ask();
    return wasHere;
  }

  roomChanged(): void {
    for (const viewer of this.#viewers) viewer.roomChanged();
  }

  /** There is more of the log. */
  pump(): void {
    for (const viewer of this.#viewers) viewer.pump();
  }

  /** They see what is left of the log, and nothing after it. */
  end(): void {
    this.#counts.end();
    this.pump();
    for (const viewer of this.#viewers) viewer.leave();
    this.#viewers.clear();
  }
}
