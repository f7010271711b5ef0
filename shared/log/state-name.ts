import type { TcpState } from './events.ts';

/** Returns the word of `ss` for the state: TCP_CLOSE is UNCONN there, as a new socket has no connection and was never closed. */
export const stateName = (state: TcpState): string => (state === 'CLOSE' ? 'UNCONN' : state);
