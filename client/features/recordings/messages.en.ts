export const messages = {
  dropHere: 'Drop the recording or the experiment to open it',
  reading: (percent: number) => `Opening the recording: ${percent}%`,
  cancel: 'Cancel',
};

export type Messages = typeof messages;
