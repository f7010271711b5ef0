export const messages = {
  dropHere: 'Drop the recording or the experiment to open it',
  shipped: (id: string) => `Play the recorded ${id}`,
  reading: (percent: number) => `Opening the recording: ${percent}%`,
  cancel: 'Cancel',
};

export type Messages = typeof messages;
