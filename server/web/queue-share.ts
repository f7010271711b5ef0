import { LIMITS } from '../../shared/limits.ts';
import { SERVER_LIMITS } from '../limits.ts';

/**
 * Returns how many bytes each of so many connections may have in its queue. They share the server's memory: one that reads
 * slowly may lag far behind, and each of a class that does so by less.
 */
export function queueShare(connections: number): number {
  return Math.min(LIMITS.viewerQueueBytes, SERVER_LIMITS.queuesBytes / Math.max(1, connections));
}
