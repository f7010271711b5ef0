/* The names of streams: a room's is its id, and a class's begins in a way in which no id of a room does. */

const CLASS = 'class-';

export const streamOfClass = (code: string): string => `${CLASS}${code}`;

export const isOfClass = (stream: string): boolean => stream.startsWith(CLASS);
