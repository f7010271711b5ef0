export const messages = {
  connecting: 'Connecting to the lab…',
  newRoom: 'Open a lab of your own',
  shipped: (id: string) => `Play the recorded ${id}`,
  keys: {
    whyNot: {
      viewer:
        'You are watching: only the tab that controls this room can step. The menu opens a lab of your own.',
      'in-other-hands': 'This part of the lab is not in your hand.',
      offline: 'Not connected to the lab.',
      waiting: 'There is no place yet. You come in by yourself.',
      loading: 'The lesson is still on its way.',
      question: 'Predict first: the lesson has asked what will happen.',
    },
  },
};

export type Messages = typeof messages;
