/** The field of a program that waits in input(). Lazy: it comes when one does. */
export const messages = {
  label: 'A line for input()',
  placeholder: 'type a line, Enter',
  enter: 'Enter',
  waits: 'waits for a line to be typed',
  tooLong: (most: number) => `That was not sent: a line has at most ${most} bytes.`,
};

export type Messages = typeof messages;
