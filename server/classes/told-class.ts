import type { ServerMessage } from '../../shared/protocol/server-messages.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { Front } from './class-options.ts';
import type { ClassSecrets } from './class-secrets.ts';
import type { Followers } from './followers.ts';
import type { Member } from './member.ts';
import type { OwnLabs } from './own-labs/own-labs.ts';
import type { Pace } from './pace.ts';
import type { Presenters } from './presenters.ts';

type ClassMessage = Extract<ServerMessage, { type: 'class' }>;

interface Told {
  readonly code: string;
  /** In ms since 1970. */
  readonly beganAt: number;
  readonly rooms: Pick<Rooms, 'othersAt'>;
  readonly secrets: ClassSecrets;
  readonly presenters: Presenters;
  readonly followers: Followers;
  readonly ownLabs: OwnLabs;
  readonly pace: Pace;
  readonly front: () => Front;
  /** Whether the class is in this room now. */
  readonly isIn: (room: string | undefined) => boolean;
  readonly isOver: () => boolean;
}

/** Says to each member of a class what their part in it is, and how many follow. */
export class ToldClass {
  readonly #of: Told;

  constructor(of: Told) {
    this.#of = of;
  }

  frame(member: Member): string {
    const { code, presenters, followers, ownLabs, pace, front, isIn } = this.#of;
    const part = this.#partOf(member);
    const { waiting } = followers;
    const own = part === 'follower' ? ownLabs.ofFollower(member) : undefined;
    const message: ClassMessage = {
      type: 'class',
      code,
      part,
      followers: followers.count,
      isAway: presenters.isAway,
      lesson: front().lesson,
      ...(presenters.isAside && { isAside: true }),
      ...(pace.isLimited && (part === 'presenter' || isIn(member.seat?.room)) && { isPaced: true }),
      ...(waiting.size > 0 && { waiting: waiting.size }),
      ...(part === 'waiting' && { waitsFor: waiting.why }),
      ...(part === 'presenter' && this.#forPresenter(member)),
      ...(own && { own }),
    };
    return JSON.stringify(message);
  }

  /** Tells a connection that only asks whether anybody presents the class at this moment. */
  askedFrame(): string {
    const { code, presenters, followers, front } = this.#of;
    const message: ClassMessage = {
      type: 'class',
      code,
      part: 'asked',
      followers: followers.count,
      isAway: presenters.leader === null,
      lesson: front().lesson,
    };
    return JSON.stringify(message);
  }

  #forPresenter(member: Member): Partial<ClassMessage> {
    const { beganAt, rooms, secrets, presenters, followers, ownLabs, front } = this.#of;
    const othersAt = rooms.othersAt();
    const token = secrets.knownOf(presenters.chairOf(member) ?? 'first');
    return {
      aside: followers.aside,
      // A clock may have been set back.
      beganMsAgo: Math.max(0, Date.now() - beganAt),
      front: front().room,
      ownLabs: ownLabs.ofPresenter(),
      ...(member !== presenters.leader && { isBeside: true }),
      ...(presenters.in('second') !== null && { hasSecond: true }),
      ...(othersAt && { othersAt }),
      ...(token !== null && { token }),
    };
  }

  #partOf(member: Member): ClassMessage['part'] {
    const { presenters, followers, isOver } = this.#of;
    if (isOver()) return 'over';
    if (presenters.has(member)) return 'presenter';
    if (followers.waiting.has(member)) return 'waiting';
    return followers.all.has(member) ? 'follower' : 'replaced';
  }
}

/** The word to whoever presents a class with a wrong secret. */
export function overFrame(code: string, lesson: string): string {
  const over = { code, part: 'over', followers: 0, isAway: true, lesson } as const;
  return JSON.stringify({ type: 'class', ...over } satisfies ServerMessage);
}
