import type { CausingCall, SegmentCause } from './segment-cause.ts';

/** Returns a segment's cause as one line of text, for the terminal and for comments in a capture. */
export function causeWords({ is, calls, copy }: SegmentCause): string {
  const again = copy ? ', sent again by the kernel' : '';
  switch (is) {
    case 'reset':
      return calls.length === 0
        ? 'the kernel refuses or aborts (RST)'
        : `the kernel aborts (RST) after ${calls.map(callWords).join(' + ')}`;
    case 'answers-syn':
      return `the kernel answers a SYN${again}`;
    case 'calls':
      return `${calls.map(callWords).join(' + ')}${again}`;
    case 'acknowledges':
      return 'the kernel acknowledges';
    case 'probes':
      return 'the kernel probes a closed window';
    case 'keeps-alive':
      return 'the kernel asks whether the peer is still there (keep-alive)';
    case 'updates-window':
      return 'the kernel grants more window';
    default:
      return is satisfies never;
  }
}

function callWords(call: CausingCall | null): string {
  if (call === null) return 'a call that is not known';
  if (call.atExit) return 'a program’s exit, which closes its sockets';
  if (call.unnamed) return 'Python’s close() of a socket that nothing in the program refers to any more';
  return `${call.name}() at ${call.thread} line ${call.line}`;
}
