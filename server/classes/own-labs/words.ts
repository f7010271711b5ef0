import type { OwnLabTold, OwnOfFollower, OwnOfPresenter } from '../../../shared/protocol/own-labs-schema.ts';
import { SERVER_LIMITS } from '../../limits.ts';
import type { Rooms } from '../../rooms/rooms.ts';
import type { Member } from '../member.ts';
import type { Course } from './course.ts';
import type { Devices } from './devices.ts';
import type { OwnLab, Register } from './register.ts';
import type { School } from './school.ts';
import type { Showing } from './showing.ts';

interface Matter {
  readonly school: Pick<School, 'room' | 'followers' | 'personOf'>;
  readonly rooms: Rooms;
  readonly register: Register;
  readonly devices: Devices;
  readonly showing: Showing;
  /** The course of the lab in each room. */
  readonly courses: ReadonlyMap<string, Course>;
  readonly isKept: () => boolean;
}

/** The members of a class are told this of labs of the followers' own. */
export class OwnLabWords {
  readonly #school: Matter['school'];
  readonly #rooms: Rooms;
  readonly #register: Register;
  readonly #devices: Devices;
  readonly #showing: Showing;
  readonly #courses: Matter['courses'];
  readonly #isKept: () => boolean;

  constructor({ school, rooms, register, devices, showing, courses, isKept }: Matter) {
    this.#school = school;
    this.#rooms = rooms;
    this.#register = register;
    this.#devices = devices;
    this.#showing = showing;
    this.#courses = courses;
    this.#isKept = isKept;
  }

  ofFollower(member: Member): OwnOfFollower | undefined {
    const device = this.#devices.of(member);
    if (this.#register.task === null || device === undefined) return undefined;
    const own = this.#register.labOf(device);
    if (own === undefined || member.seat?.room !== own.room) return { labs: this.#there.length };
    const { lab } = own;
    const asked = this.#showing.questionIn(lab);
    const isShown = this.#showing.shown === lab;
    return {
      lab,
      here: this.#devices.inLab(own).size,
      ...(asked !== undefined && { asked }),
      ...(this.#showing.hasAgreed(device) && { agreed: true }),
      ...(isShown && { shown: true }),
      ...(!isShown && this.#isWatched(own) && { watched: true }),
    };
  }

  ofPresenter(): OwnOfPresenter {
    const { address } = this.#register.task ?? this.#rooms.taskOf(this.#school.room) ?? {};
    const { known, unknown } = this.#devices.among(this.#school.followers);
    const devices = known.size + unknown;
    const free = address === undefined ? 0 : freeFor(address, this.#rooms);
    if (this.#register.task === null) return { devices, free };
    const { asked, refused, shown } = this.#showing;
    return {
      devices,
      free,
      on: {
        each: this.#register.each,
        labs: this.#there.map((own) => this.#labTold(own)),
        without: unknown + [...known].filter((device) => this.#register.labOf(device) === undefined).length,
        ...(asked !== null && { asked }),
        ...(refused !== null && { refused }),
        ...(shown !== null && { shown }),
        ...(!this.#isKept() && { notKept: true }),
      },
    };
  }

  /** The labs whose rooms have not ended. */
  get #there(): readonly OwnLab[] {
    return this.#register.labs.filter(({ room }) => this.#rooms.has(room));
  }

  /** There are more in the room than the connections of those whose lab it is. */
  #isWatched({ room, devices }: OwnLab): boolean {
    const own = [...devices].flatMap((device) => this.#devices.connectionsIn(room, device));
    return (this.#rooms.useOf(room)?.viewers ?? 0) > own.length;
  }

  #personOf(device: string): OwnLabTold['people'] {
    const [connection] = this.#devices.connectionsOf(device);
    const person = connection && this.#school.personOf(connection);
    return person ? [person] : [];
  }

  #labTold(own: OwnLab): OwnLabTold {
    const { lab, room, devices } = own;
    const inIt = this.#devices.inLab(own);
    const here = inIt.size;
    const use = this.#rooms.useOf(room);
    const progress = this.#courses.get(room)?.progress ?? { standing: 'making' as const };
    const quietMinutes = Math.floor((use?.quietForMs ?? 0) / 60_000);
    const isQuiet = progress.standing === 'going' && quietMinutes >= SERVER_LIMITS.ownLabQuietAfterMinutes;
    return {
      lab,
      room,
      devices: devices.size,
      people: [...inIt].flatMap((device) => this.#personOf(device)),
      ...progress,
      here,
      ...(here === 0 && progress.standing !== 'done' && { standing: 'away' }),
      ...(here > 0 && isQuiet && { standing: 'quiet', quietMinutes }),
    };
  }
}

/** The number of labs that followers of a class from this address can have. */
export function freeFor(address: string, rooms: Rooms): number {
  return Math.max(0, rooms.placesFor(address) - SERVER_LIMITS.labsLeftForPresenter);
}
