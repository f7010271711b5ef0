const PREFIX = 'socketscope:';

/* The names of everything in Redis. */

export const SHELVES = `${PREFIX}shelves`;
/** The streams of a shelf. */
export const shelfKey = (shelf: string): string => `${PREFIX}shelf:${shelf}`;
/** The server that has a shelf. */
export const leaseKey = (shelf: string): string => `${PREFIX}lease:${shelf}`;
/** The shelf on which a stream is. */
export const placeKey = (stream: string): string => `${PREFIX}at:${stream}`;
export const streamKey = (stream: string): string => `${PREFIX}stream:${stream}`;
/** The channel on which a server hears the others. */
export const channelOf = (server: string): string => `${PREFIX}to:${server}`;
/** A secret that all servers have. */
export const secretKey = (name: string): string => `${PREFIX}secret:${name}`;
