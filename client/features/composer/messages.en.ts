import type { CompositionProblem } from '../../../shared/programs/composition.ts';
import type { FindingCode, OtherWay } from './findings.ts';
import type { PaletteGroup, PaletteItem } from './palette.ts';

const otherWays: Readonly<Record<OtherWay, string>> = {
  conditional: '`a if b else c` is not read here: write `if` and `else` as lines, each with its value.',
  'dict-comprehension':
    'A dict is not made by a loop inside it here: begin with `{}`, and fill it in a `for` loop.',
  set: 'There are no sets here: take a dict, `{item: True}`, or a list, and ask with `in`.',
  generator: 'There are no generators here: write a list, `[…]`, or append to one in a loop.',
  lambda: 'A `lambda` is not read here: give the function a name with `def`.',
  class:
    'A program has no classes of its own here: write functions, and keep what belongs together in a dict.',
  assert: '`assert` is not read here: write `if not …:` and a `raise` below it.',
  'strings-in-a-row': 'Strings that follow each other are not joined here: put a `+` between them.',
  'named-expression': '`:=` is not read here: assign in a line of its own.',
  division: '`/` is not read here: `//` divides integers, and `* 0.5` halves.',
  power: '`**` is not read here: write the product with `*`.',
  union: '`|=` is not read here: write `d.update(…)` for a dict, and `n = n | …` for a number.',
  'print-end': 'Each `print` is a line here: give one `print` all that belongs on its line.',
};

/** Composing an experiment. Lazy: it comes with the composer. */
export const messages = {
  title: 'Your experiment',
  name: 'Title',
  namePlaceholder: 'What is it about?',
  expectation: 'Your prediction',
  expectationPlaceholder: 'What will each call return? What would prove you wrong?',
  program: (name: string): string => {
    const number = name.replace(/^\D+/, '');
    return `${name.startsWith('client') ? 'Client' : 'Server'}${number === '' ? '' : ` ${number}`}`;
  },
  programs: 'Programs',
  listing: (name: string) => `${name}: its program, as Python text`,
  leave: 'Tab indents. Esc, then Tab leaves the text.',
  addClient: 'One more client',
  removeClient: (name: string) => `Remove ${name}`,
  mostClients: (n: number) => `There can be ${n} clients at most`,

  palette: 'Put in a statement',
  into: (name: string) => `below the cursor: ${name}`,
  groups: {
    socket: 'Socket',
    connection: 'Connection',
    data: 'Data',
    ending: 'Ending',
    options: 'Options',
    control: 'Flow',
    threads: 'Threads',
  } satisfies Record<PaletteGroup, string> as Record<PaletteGroup, string>,
  items: {
    socket: 'make an endpoint',
    bind: 'give it an address and a port',
    listen: 'let the kernel accept connections, so many waiting at most',
    connect: 'ask for a connection',
    accept: 'take a connection that is ready: a socket of its own, and whose it is',
    getsockname: 'its own address',
    getpeername: 'the other side’s address',
    send: 'hand bytes to the kernel; it may take fewer',
    sendall: 'hand over all bytes, waiting for room',
    recv: 'take what has arrived, so much at most',
    decode: 'bytes to text',
    print: 'print',
    len: 'how many bytes',
    shutdown: 'no more from here; the other direction stays open',
    close: 'close it',
    reuse: 'permit a port that a closed connection still keeps',
    sndbuf: 'a small send buffer (the kernel doubles the number)',
    rcvbuf: 'a small receive buffer (the kernel doubles the number)',
    nodelay: 'send small segments at once: no Nagle',
    nonblocking: 'never wait: BlockingIOError instead',
    timeout: 'wait for so many seconds at most: TimeoutError then',
    getsockopt: 'read an option',
    if: 'a choice',
    while: 'read until the other side has finished',
    for: 'so many times',
    try: 'go on after an error',
    def: 'a function',
    recv_exact: 'a function that reads exactly n bytes',
    handler: 'a function that serves one client',
    thread: 'run it in a thread of its own',
    join: 'wait until the thread has ended',
  } satisfies Record<PaletteItem, string> as Record<PaletteItem, string>,

  tools: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  up: 'Line up',
  down: 'Line down',
  remove: 'Delete line',

  findings: (name: string) => `What there is to say of ${name}`,
  sound: 'Can be run.',
  tooLong: (most: number) => `That was not put in: a program has at most ${most} characters.`,
  line: (n: number) => `Line ${n}`,
  severity: { error: 'cannot be run', warning: 'Python will raise here', info: 'good to know' },
  didYouMean: (said: string, instead: string) => `${said} Did you mean \`${instead}\`?`,
  finding: {
    syntax: () => 'This line is not Python yet: a bracket, a quote or a colon is missing or too many.',
    'unexpected-indent': (about: string) =>
      `IndentationError: ${about}. The line above opens no block, so this one begins where that one does.`,
    'missing-block': (about: string) =>
      `IndentationError: ${about}. Indent the block’s lines by four spaces; \`pass\` is a block that does nothing.`,
    'uneven-dedent': (about: string) =>
      `IndentationError: ${about}. Begin this line where a line of the block that it goes on with begins.`,
    'mixed-tabs': (about: string) => `TabError: ${about}. Indent every line by spaces, four to a level.`,
    empty: () => 'Nothing stands here yet. Put in a statement, or `pass`.',
    unsupported: (about: string) =>
      `\`${about}\` is Python, but not of the part that programs here are made of.`,
    'other-way': (about: string) => otherWays[about as OtherWay],
    'raise-from': () =>
      '`from` names a cause here that nothing shows: write `raise` with the exception alone.',
    'loop-else': (about: string) =>
      `The \`else\` of a \`${about}\` is not read here. Set a name before the loop and in front of its break, and test it with \`if\` below.`,
    identity: (about: string) =>
      `\`${about}\` asks whether two names stand for one object; here it is read in front of None, True and False only.`,
    'format-spec': (about: string) =>
      `The format \`:${about}\` is not read here. There are a fill and <, > or ^, a width, a comma, and d, x, X, b, o, s, \`.2f\` or \`.1%\`.`,
    'in-f-string': () =>
      'Inside the braces of an f-string, Python 3.11 reads no backslash and no quote of the same kind, and here no value begins with a brace. Give the value a name in the line above.',
    'unknown-method': (about: string) =>
      `There is no method \`${about}\` here. The palette lists those that there are.`,
    'unknown-function': (about: string) =>
      `Nothing here is called \`${about}\`: define it with def, or take one of the palette’s.`,
    'unknown-exception': (about: string) =>
      `\`except\` cannot name \`${about}\` here. OSError catches all that sockets raise.`,
    'unknown-constant': (about: string) => `There is no constant \`${about}\`.`,
    datagrams: (about: string) =>
      `\`${about}\` is of UDP, which carries each datagram by itself: without a connection, acknowledgements or a window. All that is shown here belongs to TCP.`,
    waitall: (about: string) =>
      `With \`${about}\` the kernel takes bytes out of its buffer while the call still waits, which is not drawn here. A loop of recv does the same, each step seen: the palette’s function that reads exactly n bytes.`,
    'no-selectors': (about: string) =>
      `The module \`${about}\` is not here. \`select.select(…)\` waits for several sockets, too.`,
    'no-memoryview': (about: string) =>
      `\`${about}\` is not here. A slice such as \`buf[:n]\` copies the bytes, so that nothing can be received into it: append what \`recv\` returns with \`+=\`.`,
    'one-loop': () =>
      'A list is written here with one `for` and at most one `if` in it. Write loops below each other, with append.',
    nonlocal: (about: string) =>
      `\`${about}\` is not read here. Return the new value, or keep it in a list of the outer function and change its item.`,
    'global-place': (about: string) =>
      `Here \`global ${about}\` stands at the head of a function, before its other lines, and names none of its parameters.`,
    'default-order': (about: string) =>
      `\`${about}\` has no default value and stands behind a parameter that has one: SyntaxError.`,
    twice: (about: string) => `Two parameters are called \`${about}\`: SyntaxError.`,
    'unknown-encoding': (about: string) =>
      `There is no encoding \`${about}\` here, only utf-8, gbk, ascii and latin-1.`,
    'unknown-module': (about: string) =>
      `The module \`${about}\` is not here: programs can import socket, threading, time, select and struct.`,
    'not-imported': (about: string) => `No line imports the module \`${about}\`: NameError.`,
    'bad-name': (about: string) =>
      `Names here are of letters a–z, digits and _, 32 at most: \`${about}\` is not.`,
    'out-of-range': (about: string) => `This number is out of bounds (${about}).`,
    'too-long': (about: string) => `This literal is too long: at most ${about} bytes.`,
    'too-many': (about: string) =>
      `At most ${about} of a kind stand in a row here: arguments, items, names, handlers, or the pieces of an f-string.`,
    'lone-surrogate': () =>
      'Half of a surrogate pair is no character: encode raises UnicodeEncodeError. Write the character, or \\U and eight digits.',
    'not-an-address': (about: string) =>
      `\`${about}\` is no IP address: IPv4 is four numbers from 0 to 255, such as 192.168.127.1; IPv6 such as fd00:127::1.`,
    'no-name-service': (about: string) =>
      `A lab has no name service that would resolve \`${about}\`. Write an address: 192.168.127.1 is the server’s host, 192.168.127.2 the client’s.`,
    'string-form': (about: string) =>
      `Strings of the form \`${about}\` are not read here. Write '…' on one line.`,
    'bad-escape': (about: string) =>
      `\`${about}\` is no whole escape. Two digits follow \\x, four \\u, eight \\U; a backslash itself is \\\\.`,
    'not-ascii': (about: string) =>
      `A bytes literal holds ASCII only, and \`${about}\` is not: SyntaxError. Write a byte as \\xff, or a string and encode it.`,
    'outside-loop': (about: string) => `\`${about}\` stands inside a loop only.`,
    'outside-function': () => 'return stands inside a function only.',
    'too-large': () => 'This program is too long or nested too deep to run here (100 statements at most).',
    'not-yet': (about: string) =>
      `\`${about}\` does not exist yet when this line runs: NameError. The line that makes it must come before.`,
    'never-made': (about: string) => `Nothing makes \`${about}\`: NameError.`,
    'not-connected': (about: string) =>
      about === 'send' || about === 'sendall'
        ? 'This socket has no connection: the kernel will answer EPIPE (32). That can be run, and seen.'
        : 'This socket has no connection: the kernel will answer ENOTCONN (107). That can be run, and seen.',
    'not-listening': () =>
      'accept needs a socket that listens: the kernel will answer EINVAL (22). That can be run, and seen.',
    closed: (about: string) =>
      `\`${about}\` is closed by then: Bad file descriptor, EBADF (9). That can be run, and seen.`,
    'text-not-bytes': (about: string) =>
      `\`${about}\` takes bytes: text raises TypeError before any system call. .encode() makes bytes of it.`,
    'not-a-tuple': (about: string) =>
      `TypeError: ${about}. The address is one argument, a tuple, with brackets of its own.`,
    'wrong-arguments': (about: string) => `TypeError: ${about}.`,
    unresolved: (about: string) =>
      `A lab has no name service that would resolve \`${about}\`: gaierror. Write an address: 192.168.127.1 is the server’s host, 192.168.127.2 the client’s.`,
    'loopback-connect': (about: string) =>
      `\`${about}\` is the host that the program itself runs on, and the lab’s server has a host of its own: 192.168.127.1. As it stands, the kernel will answer ECONNREFUSED (111) if nothing listens here. That can be run, and seen.`,
    'loopback-bind': (about: string) =>
      `At \`${about}\` only programs on this same host find it. For the other host, bind 192.168.127.1. That can be run, and seen.`,
    'lab-address': (about: string) =>
      `This line is of a saved script. In the lab it is read as \`${about}\`, the lab’s own address.`,
    'accept-gives-two': (about: string) =>
      `accept gives two values: \`conn, addr = …\`. As it stands, \`${about}\` is a pair of them.`,
  } satisfies Record<FindingCode, (about: string) => string> as Record<
    FindingCode,
    (about: string) => string
  >,

  wire: 'Wire',
  figures: 'Delay, loss, MTU …',
  figuresSet: 'Delay, loss, MTU … (set)',
  noWire: 'On this network nothing can be held; the setting stays with the experiment.',
  timers: 'Timers',
  timer: { calm: 'calm', kernel: 'the kernel’s own' },
  timerHint: {
    calm: 'held bytes are sent again after a minute only: time to think',
    kernel: 'held bytes are sent again after 0.2 s, 0.4 s …, as on any machine',
  },

  steadySyn: '+ a SYN each second',
  steadySynHint: 'as in the lesson that it began from: a SYN without an answer is sent again each second',

  run: 'Run in a new lab',
  runOwn: 'Run in a lab of your own',
  ran: 'The experiment stands on the stage: step it, and see.',
  notYet: (programs: string) => `Cannot be run yet: see ${programs}.`,
  tooLarge: 'All programs together are too long to run or to be shared: shorten them, or remove a client.',
  noLabs: 'No live labs here: it can be written, shared and saved, but not run.',
  more: 'More',
  link: 'Copy the link',
  linkCopied: 'Link copied: whoever opens it gets this experiment in a lab of their own.',
  linkShown: 'The browser does not permit copying. Here is the link:',
  linkTooLong: 'This experiment is too long for a link. Save it as a file.',
  save: 'Save as a file',
  saveScripts: 'Save as Python scripts',
  open: 'Open a file…',
  drop: 'Or drop the file here.',
  lastRun: 'Back to what ran last',
  startOver: 'Start over',
  before: 'Back to what stood here before',
  kept: 'Kept on this device.',
  problem: {
    'not-a-composition':
      'This is no experiment: the file was cut off or changed. Ask for it again, or go on with what is below.',
    'too-large': 'This is larger than an experiment can be, and was not opened. Go on with what is below.',
    'newer-version':
      'This was made by a newer version of Socketscope. Reload the page, or go on with what is below.',
  } satisfies Record<CompositionProblem, string> as Record<CompositionProblem, string>,
  dismiss: 'All right',
  linkProblem: {
    'not-a-composition':
      'This link is damaged: it was cut off or changed on its way, and the experiment in it cannot be read. Copy the whole of it, or ask for it again.',
    'too-large': 'What this link holds is larger than an experiment can be, and was not opened.',
    'newer-version':
      'The experiment in this link was made by a newer version of Socketscope. Reload the page to get the version that fits.',
  } satisfies Record<CompositionProblem, string> as Record<CompositionProblem, string>,
};

export type Messages = typeof messages;
