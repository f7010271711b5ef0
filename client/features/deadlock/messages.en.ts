/** Why it does not go on: who waits for whom, what was changed, what has ended. Lazy: it comes when it is so. */
export const messages = {
  deadlock: 'Deadlock:',
  waits: (who: string, call: string, on: string) => `${who} waits in ${call}() for ${on}`,
  or: ' or ',
  and: ', and ',
  starved: (who: string, behind: string) =>
    `Connected, but not accepted: ${who} waits in the accept queue, while ${behind}.`,
  sleeps: (who: string, call: string) =>
    sentence(`${who} sleeps in ${call}(), and nothing is on its way to wake it.`),
  joins: (who: string) => sentence(`${who} waits in join() for another thread to end.`),
  stands: 'Nothing can go on by itself.',
  lost: (who: string) => `The lesson still needs ${who}, which cannot go on.`,
  failed: (who: string, exception: string, line: number) =>
    sentence(`${who} ended at line ${line}: ${exception}`),
  nobodyListens: 'No server listens: a client can connect only after listen().',
  /** These say what is waited for, and what would end it. */
  wait: {
    wire: (who: string) => `A segment from ${who} is on the wire, which delivers it by itself.`,
    retransmit: (who: string) =>
      `What ${who} has sent is not acknowledged. Its kernel sends it again when the retransmission timer expires. This is the kernel’s clock, which nobody can hurry; only a recording can be skipped forward.`,
    probe: (who: string) =>
      `The window is closed for ${who}. Its kernel asks again when the timer expires; a recv at the other end opens it, once it makes enough room.`,
    sleep: (who: string) =>
      sentence(`${who} sleeps in sleep(). When its time is over, it goes on; nothing ends it sooner.`),
    timeout: (who: string, call: string) =>
      sentence(
        `${who} sleeps in ${call}(), which has a timeout: what it waits for ends it, or else the time.`,
      ),
    person: (who: string) =>
      sentence(`${who} sleeps in input() until somebody types a line in its field, below its variables.`),
    thread: (who: string) => sentence(`${who} executes its lines, or a call that has not returned.`),
    kernel: 'The kernels are still at work.',
  },
  close: 'Close',
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export type Messages = typeof messages;
