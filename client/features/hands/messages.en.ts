import type { Subject } from '../../lab/permission.ts';
import type { Part } from '../../../shared/protocol/parts.ts';
import { type Person, personName } from '../../stage/view/holder-tag/person-name.ts';

const PART: Readonly<Record<Part, string>> = {
  wire: 'the wire',
  client: 'the client',
  server: 'the server',
  all: 'everything',
};

const NAMED: Readonly<Partial<Record<Subject, string>>> = {
  wire: 'The wire',
  client: 'The client',
  server: 'The server',
};

const who = (person: Person): string => personName(person, 'device');
const list = (parts: readonly Part[]): string => parts.map((part) => PART[part]).join(', ');

export const messages = {
  who,

  raise: 'Raise hand',
  lower: 'Lower hand',
  isUp: (me: Person): string => `Your hand is up: ${who(me)}.`,
  yours: (parts: readonly Part[]): string => `In your hand: ${list(parts)}.`,
  name: 'Your name…',
  nameTitle: 'Your name in this class',
  nameLabel: 'Name',
  nameHint: (n: number): string =>
    `The presenter sees it, and everybody does while something is in your hand. Without a name you are device ${n}.`,
  nameless: 'The presenter has taken the name of this device away.',
  nameStays: 'It cannot change while something is in your hand.',
  use: 'Use this name',

  isHeld: (subject: Subject, holder: Person): string =>
    `${NAMED[subject] ?? 'This'} is in the hand of ${who(holder)}.`,
  isPresenters: (subject: Subject): string =>
    `${NAMED[subject] ?? 'This'} is in the presenter’s hand. Raise your hand to ask for it.`,

  title: 'Hands',
  open: 'Hands…',
  badge: (raised: number): string =>
    raised === 0 ? 'Hands' : raised === 1 ? '1 hand is up: show it' : `${raised} hands are up: show them`,
  held: 'In a follower’s hand',
  holds: (person: Person, parts: readonly Part[]): string => `${who(person)}: ${list(parts)}`,
  forWhom: (act: string, person: Person): string => `${act}: ${who(person)}`,
  nothingHeld: 'Nothing is in a follower’s hand.',
  takeBack: 'Take back',
  takeAll: 'Take everything back',
  raised: 'Raised hands, the first one first',
  nothingRaised: 'No hand is up. Followers have a button for it.',
  andMore: (more: number): string => `and ${more} more`,
  lowerAll: 'Lower all',
  lowerOne: (person: Person): string => `Lower the hand of ${who(person)}`,
  unname: (person: Person): string => `Take the name ${person.name} away for good`,
  away: 'not here',
  isAway: (person: Person): string => `${who(person)} is not here.`,
  give: (person: Person): string => `Into the hand of ${who(person)}`,
  part: { wire: 'Wire', client: 'Client', server: 'Server', all: 'Everything' } satisfies Record<
    Part,
    string
  >,
  everybody: 'Everybody who is here',
  showEverybody: 'Show who is here…',
  find: 'Find',
  nobody: 'Nobody who can be given something.',
  second: 'Second presenter',
  secondHint:
    'A follower may present, too: they may do all that you may, on their own page. One of you leads.',
  choose: 'Choose a follower',
  chooseFirst: 'Choose a follower first.',
  nobodyToChoose: 'Nobody follows who could be chosen.',
  makeSecond: 'Let them present, too',
  followAgain: 'A follower again',
  beside: 'You present this class, too. The other presenter leads.',
  lead: 'Lead the class',
  notKept: 'Hands cannot be kept at the moment: they would be lost with the server.',
};

export type Messages = typeof messages;
