export const messages = {
  delay: 'Delay 1 s',
  delayTitle: 'It goes by itself in one second',
  hold: 'Hold',
  holdTitle: 'It waits here until you hand it over or set the wire anew',
  duplicate: 'Duplicate',
  duplicateTitle: 'The wire makes a second one of it',
};

export type Messages = typeof messages;
