import type { EntryCode } from '../../../../shared/protocol/server-messages.ts';

/** Why nobody is let in. */
export const messages = {
  'bad-message':
    'The server sent something this page does not understand. Reload the page to get the version that fits.',
  'unsupported-version': 'This page and the server are of different versions. Reload the page.',
  'hello-first': 'The server did not accept the greeting. Reload the page.',
  'no-such-room': 'This room no longer exists.',
  'no-such-class':
    'There is no class with this code now. Look at the code again, or wait until the class has begun.',
  'too-many-guesses': 'Too many wrong class codes came from your network’s address. Try again in a minute.',
  'no-such-lesson': 'This lesson does not exist here.',
  'too-many-viewers': 'This room is full. You come in by yourself as soon as somebody leaves.',
  'too-many-from-here':
    'Your network’s address has as many labs as one may have here. Close a tab with a lab that is done, or look at the recorded run.',
  'token-needed':
    'A lab of your own needs the address with the token, which the server’s terminal shows. Without it you can watch by invitation.',
} satisfies Record<EntryCode, string>;

export type Messages = Readonly<Record<EntryCode, string>>;
