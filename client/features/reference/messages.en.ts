import type { SECTIONS } from '../../../shared/content/reference/index.ts';

/** The reference: page, sheet and card. Lazy: it comes with them. */
export const messages = {
  title: 'Reference',
  lead: 'Every call and constant of the listings, and the words that this page uses. What calls return, and the failures that could be brought about, were tried on Linux 6.18 with CPython 3.11.',
  filter: 'Filter',
  placeholder: 'recv, EPIPE, window, RFC 6298 …',
  count: (n: number, all: number) => (n === all ? `${all} entries` : `${n} of ${all} entries`),
  nothing: (typed: string) => `Nothing here has to do with “${typed}”.`,
  all: 'Show everything',
  unknown: (id: string) => `There is no entry “${id}”. Here is all that there is.`,
  nav: 'Sections',
  sections: {
    calls: 'Socket calls',
    python: 'Python’s own',
    constants: 'Constants',
    exceptions: 'Exceptions',
    hosts: 'Terms: programs and kernels',
    tcp: 'Terms: TCP',
  } satisfies Record<(typeof SECTIONS)[number]['id'], string>,
  systemCall: 'System call',
  noSystemCall: 'none: Python does it itself',
  buffer: 'Buffers and queues',
  waits: 'Blocks',
  returns: 'Returns',
  failures: 'Fails with',
  noFailures: 'As a rule it does not.',
  noErrno: 'no system call',
  value: 'Value on Linux',
  errnos: 'Comes from',
  seenIn: 'Seen in',
  sources: 'Sources',
  related: 'See also',
  newTab: ' (in a new tab)',
  more: 'Errors, lessons, sources',
  whole: 'The whole reference',
  onThisLine: 'On this line',
  card: (id: string) => `What ${id} does`,
};

export type Messages = typeof messages;
