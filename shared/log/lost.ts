export const LAB_HOST_DIED = 'lab-host-died';
export const SERVER_ENDED = 'server-ended';

/** Says whether a log closed because its lab was lost: a new lab takes the place of such a lab by itself. */
export function isLost(closed: { readonly code: string } | null): boolean {
  return closed?.code === LAB_HOST_DIED || closed?.code === SERVER_ENDED;
}
