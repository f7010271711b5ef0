/* The names of streams: a room's is its id. Those of a class begin in ways in which no id of a room does, which has 32 characters. */

const CLASS = 'class-';
const VOTES = 'votes-';
const OWN_LABS = 'own-labs-';

export const streamOfClass = (code: string): string => `${CLASS}${code}`;
export const streamOfVotes = (code: string): string => `${VOTES}${code}`;
export const streamOfOwnLabs = (code: string): string => `${OWN_LABS}${code}`;

export const isOfClass = (stream: string): boolean => stream.startsWith(CLASS);
export const isOfVotes = (stream: string): boolean => stream.startsWith(VOTES);
export const isOfOwnLabs = (stream: string): boolean => stream.startsWith(OWN_LABS);

export const isOfRoom = (stream: string): boolean =>
  !isOfClass(stream) && !isOfVotes(stream) && !isOfOwnLabs(stream);
