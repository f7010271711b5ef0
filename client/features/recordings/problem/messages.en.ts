/** Why a recording could not be played. */
export const messages = {
  'not-a-recording': 'This file is not a Socketscope recording.',
  'newer-version': 'This recording was made by a newer version of Socketscope.',
  'bad-event': (line: number) => `Line ${line} of this recording cannot be read.`,
  'too-large': 'This recording is too large.',
  'out-of-order': (line: number) => `Line ${line} of this recording is not the next event.`,
  'cut-off': (line: number) =>
    `This recording ends too early, in line ${line}: was it cut off while being copied? Copy or save it again.`,
  'too-much': (line: number) =>
    `By line ${line} this recording has more at once than the page can show, so it was not opened.`,
  'no-reader': 'This browser could not start the part that reads recordings. Reload the page and try again.',
  unreachable: 'The shipped recording is not here.',
};

export type Messages = typeof messages;
