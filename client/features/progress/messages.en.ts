/** What has been done, and forgetting it. Lazy: home page and settings bring it. */
export const messages = {
  nothing: 'Nothing has been done yet.',
  forget: 'Forget my progress',
  sure: 'Forget all lessons and predictions, and this browser’s right to operate its labs and to present its classes? Settings and drafts stay.',
  yes: 'Forget',
  no: 'Keep',
  forgotten: 'Forgotten.',
  undo: 'Undo',
};

export type Messages = typeof messages;
