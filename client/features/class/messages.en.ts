export const messages = {
  title: 'Class',
  begin: 'Begin class…',
  beginHint: 'a QR code and six characters, by which others follow you',
  name: (code: string) => `Class ${code}`,
  show: (code: string) => `Class ${code}…`,
  showHint: 'its QR code, who is here, and its end',
  badge: (code: string, here: number) =>
    `Class ${code}, ${here} ${here === 1 ? 'person' : 'people'} here: show its code`,

  open: 'Open',
  type: 'and type the code',
  orScan: 'or scan this',
  qr: (link: string) => `QR code of ${link}`,
  otherAddress: 'It does not open? Another address:',
  noNetwork:
    'This machine is in no network by which others could reach it. Connect it: its address then appears here.',
  waitNow: (waiting: number): string => `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a place`,
  link: 'Link',
  hereNow: (here: number): string => (here === 1 ? 'person here' : 'people here'),
  onlyThisMachine:
    'Only this machine reaches this server, so nobody else can join. Start it with --host 0.0.0.0 to let the class in.',
  ask: 'Questions and answers…',
  view: 'Presenter view',
  viewHint: 'notes, the next step and the answers, on your own screen',
  viewBlocked: 'The browser has forbidden the window. Permit this page to open one, and press again.',
  end: 'End class',
  endSure: 'End it for everybody? The code and the answers will be void.',
  endYes: 'End it',
  endNo: 'No',

  followingShort: 'Following',
  asShown: (code: string) => `You follow class ${code}, as far as the presenter has shown.`,
  following: (code: string) => `You follow class ${code}.`,
  away: 'The presenter is away. The class goes on when they are back.',
  aside: 'The presenter looks at a recording from a file. The class goes on when they are back.',
  noFurther: 'The presenter has shown no more than this yet.',
  lookAround: 'Look around',
  looking: (lesson: string) => `You look around on your own. The class is in ${lesson}.`,
  lookingAsShown: (lesson: string) =>
    `You look around on your own, as far as the presenter has shown. The class is in ${lesson}.`,
  own: (code: string) => `You have left class ${code} for a while. It goes on without you.`,
  back: 'Back to the class',
  moved: (lesson: string) => `The presenter has gone on, and you with them: ${lesson}`,
  waits: {
    'no-room': 'The class has no lab at the moment. You come in by yourself as soon as it has one.',
    full: 'The class is full. You come in by yourself as soon as somebody leaves.',
  },
  over: 'The class has ended. What you see stays.',
  replaced: (code: string) => `Another tab or device presents class ${code} now.`,
  presentHere: 'Present here',
  close: 'Close',

  join: 'In a class? Its code:',
  joinNow: 'Join',
  noCode: 'This is no class code. Compare it with the six letters and digits on the presenter’s screen.',
};

export type Messages = typeof messages;
