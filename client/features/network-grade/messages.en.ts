export const messages = {
  'two-hosts': 'two hosts · real kernel',
  loopback: 'one host · loopback',
  replay: 'recordings only',
  open: 'About this network',
  title: 'The network in use',
};

export type Messages = typeof messages;
