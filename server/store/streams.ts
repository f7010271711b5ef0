/* The names of streams: a room's is its id. Those of a class begin in ways in which no id of a room does, which has 32 characters. */

const CLASS = 'class-';
const VOTES = 'votes-';
const OWN_LABS = 'own-labs-';
const HANDS = 'hands-';

export const streamOfClass = (code: string): string => `${CLASS}${code}`;
export const streamOfVotes = (code: string): string => `${VOTES}${code}`;
export const streamOfOwnLabs = (code: string): string => `${OWN_LABS}${code}`;
export const streamOfHands = (code: string): string => `${HANDS}${code}`;

export const isOfClass = (stream: string): boolean => stream.startsWith(CLASS);

/** The code of the class to which a stream belongs beside the class's own; null if it is none of these. */
export function classOfStream(stream: string): string | null {
  const kind = [VOTES, OWN_LABS, HANDS].find((one) => stream.startsWith(one));
  return kind === undefined ? null : stream.slice(kind.length);
}

export const isOfRoom = (stream: string): boolean => !isOfClass(stream) && classOfStream(stream) === null;
