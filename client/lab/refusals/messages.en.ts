import type { EntryCode, ErrorCode } from '../../../shared/protocol/server-messages.ts';

/** The reasons for which a command is not carried out: the server's, and those that no control names. */
export const messages = {
  'no-such-variation': 'This lesson has no such variation.',
  'read-only': 'Only the tab that controls the room can do this.',
  'not-in-hand': 'This part of the lab is not in your hand.',
  'rate-limited': 'Too many commands at once: wait a second.',
  'too-many-labs': 'All labs are in use. Try again when a class has ended, or look at the recorded run.',
  'lab-unavailable': 'There is no lab at the moment.',
  'lab-closed': 'This lab has ended. Open a new one.',
  'no-such-thread': 'There is no such thread.',
  'no-input-waits': 'No thread of this program waits for a line any more.',
  'no-such-chip': 'This segment is no longer on the wire.',
  'chip-not-held': 'Nothing is held there: the kernel’s next copy will come.',
  'too-many-clients': 'This lab has as many clients as it can have.',
  'not-removable': 'The first client and the server stay.',
  'not-steppable': 'This program cannot be stepped now: it waits in a call, or has ended.',
  'no-wire': 'On this network there is no wire to hold segments on.',
  'unknown-parameter': 'There is no such value in the program.',
  'bad-value': 'This value is outside what the program can take.',
  internal: 'The server made a mistake. Its log says more.',
  past: 'You are looking at the past: the End key goes back to live.',
  recording: 'This is a recording: it can be played and looked at, not changed.',
  closed: 'This lab has ended. Open a new one.',
  'nothing-held': 'Nothing waits on the wire.',
} satisfies Messages;

export type Messages = Readonly<
  Record<Exclude<ErrorCode, EntryCode> | 'past' | 'recording' | 'closed' | 'nothing-held', string>
>;
