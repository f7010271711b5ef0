export const messages = {
  pace: 'Followers see what you have shown, and no further',

  otherDevice: 'Go on on another device…',
  otherDeviceHint: 'Whoever has this link presents the class, and this page only watches. Show it to nobody.',
  onWall: 'Everybody would see it on this screen. The presenter view has it, too.',
  copyLink: 'Copy the link',
  showLink: 'Show the link',
  showOnWall: 'Show it here all the same',
  copied: 'The link is in the clipboard: whoever has it presents the class.',
  close: 'Close',
};

export type Messages = typeof messages;
