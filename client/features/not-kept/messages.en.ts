export const messages = {
  notKept: 'The server cannot keep this room at the moment: if it ends, the room is lost.',
};

export type Messages = typeof messages;
