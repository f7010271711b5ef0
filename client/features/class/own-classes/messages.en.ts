const people = (here: number): string => (here === 1 ? '1 person is here' : `${here} people are here`);

export const messages = {
  on: (code: string, here: number): string =>
    `Class ${code} of this device is still on: ${people(here)}, and nobody presents it.`,
  presented: (code: string, here: number): string =>
    `Class ${code} of this device is on: ${people(here)}, and another tab or device presents it.`,
  goOn: 'Go on presenting',
  presentHere: 'Present here',
  notMine: 'Not mine…',
  sure: (code: string): string =>
    `Forget class ${code} on this device? The class stays, and can be presented by the link for another device only.`,
  yes: 'Forget it',
  no: 'No',
  forgotten: (code: string): string => `This device has forgotten class ${code}.`,
  over: (code: string): string => `Class ${code} has ended, or cannot be reached at the moment.`,
};

export type Messages = typeof messages;
