import type { CausingCall, SegmentCause } from './segment-cause.ts';

/** Returns a segment's cause as one line of text, for the terminal and for comments in a capture. */
export function causeWords({ is, calls, copy }: SegmentCause): string {
  const again = copy ? ', sent again by the kernel' : '';
  switch (is) {
    case 'reset':
      return 'the kernel refuses or aborts (RST)';
    case 'answers-syn':
      return `the kernel answers a SYN for its listener${again}`;
    case 'calls':
      return `${calls.map(callWords).join(' + ')}${again}`;
    case 'acknowledges':
      return 'the kernel acknowledges';
    default:
      return is satisfies never;
  }
}

function callWords(call: CausingCall | null): string {
  return call === null ? 'a program’s end' : `${call.name}() at ${call.thread} line ${call.line}`;
}
