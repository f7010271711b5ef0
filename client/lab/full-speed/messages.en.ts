export const messages = {
  running: 'Running at full speed…',
  took: (span: string) =>
    `That took ${span}. Here it is again, slowly enough to watch; the End key goes back to live.`,
};

export type Messages = typeof messages;
