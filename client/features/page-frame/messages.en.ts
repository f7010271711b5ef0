/** What the pages around the stage have in common. */
export const messages = {
  home: 'Home',
  nav: 'Pages',
  skip: 'To the content',
  lessons: 'Lessons',
  map: 'Map of the source',
  reference: 'Reference',
};

export type Messages = typeof messages;
