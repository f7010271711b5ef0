import type { LabEvent } from '../../shared/log/events.ts';
import type { LabState } from '../../shared/model/lab-state.ts';
import type { Lesson } from '../../shared/lessons/lesson.ts';
import type { LogBounds } from './lab-log.ts';
import type { Labs } from './labs.ts';
import type { KeptRoom } from './kept-room.ts';
import type { KeeperOptions } from './room-keeper.ts';
import type { Choice } from './room-lesson.ts';

/** It is told each event of a room's labs, and the state after it. */
export type Watch = (event: LabEvent, after: LabState) => void;

export interface RoomOptions {
  readonly id: string;
  /** The hash of its controller's token. */
  readonly tokenHash: string;
  /** The client address that it was opened from. */
  readonly address: string;
  readonly lesson: Lesson;
  readonly labs: Labs;
  readonly nowMs: () => number;
  /** Returns the bounds of the room's log at present. */
  readonly logBounds: () => LogBounds;
  /** The room outlives this server. */
  readonly keeps: Pick<KeeperOptions, 'store' | 'header'> | null;
  /** The first lab is made of this; of the lesson alone if it is absent. */
  readonly choice?: Choice | undefined;
  /** The lab that the room had in a server before this one, null if it had none yet. It is absent for a new room. */
  readonly kept?: KeptRoom['lab'];
}

/** A room is opened with this that stands in for another: its controller's secret, and the code with which its viewers are told. */
export interface StandIn extends Pick<RoomOptions, 'tokenHash'> {
  readonly replaces: string;
}

/** A room begins with this: a new one, or one that was kept. */
export type Opened = Pick<RoomOptions, 'id' | 'tokenHash' | 'address' | 'lesson' | 'choice' | 'kept'> &
  Partial<StandIn>;

/** Rooms are opened with this that begin as another did, with what it has now. */
export type Task = Pick<RoomOptions, 'address' | 'lesson' | 'choice'>;
