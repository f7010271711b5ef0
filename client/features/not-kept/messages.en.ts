export const messages = {
  notKept: 'The server’s disk cannot be written to: if the server ends, this room is lost.',
};

export type Messages = typeof messages;
