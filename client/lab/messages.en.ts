export const messages = {
  connecting: 'Connecting to the lab…',
  newRoom: 'Open a lab of your own',
  shipped: (id: string) => `Play the recorded ${id}`,
  keys: {
    whyNot: {
      past: 'You are looking at the past: the End key goes back to live.',
      recording: 'This is a recording: it can be played and looked at, not changed.',
      viewer:
        'You are watching: only the tab that controls this room can step. The menu opens a lab of your own.',
      'in-other-hands': 'This part of the lab is not in your hand.',
      offline: 'Not connected to the lab.',
      loading: 'The lesson is still on its way.',
      closed: 'This lab has ended. Open a new one.',
      question: 'Predict first: the lesson has asked what will happen.',
      'nothing-held': 'Nothing waits on the wire.',
    },
  },
};

export type Messages = typeof messages;
