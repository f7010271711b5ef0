export const messages = {
  running: 'Running at full speed…',
  took: (span: string) =>
    `That took ${span}. Here it is again, slowly enough to watch; the End key goes back to live.`,
  tookLong: (span: string, events: number) =>
    `That took ${span}. Its ${events} events come again from the first bytes on, slowly enough to watch: in a minute and a half at 1×. Home shows the beginning; the End key goes back to live.`,
};

export type Messages = typeof messages;
