/** The statements that can be inserted, in the order of a conversation. */
export const PALETTE = {
  socket: ['socket', 'bind', 'listen'],
  connection: ['connect', 'accept', 'getsockname', 'getpeername'],
  data: ['send', 'sendall', 'recv', 'decode', 'print', 'len'],
  ending: ['shutdown', 'close'],
  options: ['reuse', 'sndbuf', 'rcvbuf', 'nodelay', 'nonblocking', 'timeout', 'getsockopt'],
  control: ['if', 'while', 'for', 'try', 'def', 'recv_exact'],
  threads: ['handler', 'thread', 'join'],
} as const;

export type PaletteGroup = keyof typeof PALETTE;
export type PaletteItem = (typeof PALETTE)[PaletteGroup][number];

/** The names of a program's sockets: the one that it opens, and the one over which it talks. */
function socketsOf(program: string): { own: string; talks: string } {
  return program === 'server' ? { own: 'srv', talks: 'conn' } : { own: 's', talks: 's' };
}

/** The lines that an item puts into this program; each block has its body. */
export function snippet(item: PaletteItem, program: string): string {
  const { own, talks } = socketsOf(program);
  switch (item) {
    case 'socket':
      return `${own} = socket(AF_INET, SOCK_STREAM)`;
    case 'bind':
      return `${own}.bind(('192.168.127.1', 8080))`;
    case 'listen':
      return `${own}.listen(128)`;
    case 'connect':
      return `${own}.connect(('192.168.127.1', 8080))`;
    case 'accept':
      return `conn, addr = ${own}.accept()`;
    case 'getsockname':
      return `print(${talks}.getsockname())`;
    case 'getpeername':
      return `print(${talks}.getpeername())`;
    case 'send':
      return `${talks}.send('hello'.encode())`;
    case 'sendall':
      return `${talks}.sendall(b'x' * 5000)`;
    case 'recv':
      return `data = ${talks}.recv(1024)`;
    case 'decode':
      return 'text = data.decode()';
    case 'print':
      return "print('received:', data)";
    case 'len':
      return 'print(len(data))';
    case 'shutdown':
      return `${talks}.shutdown(SHUT_WR)`;
    case 'close':
      return `${talks}.close()`;
    case 'reuse':
      return `${own}.setsockopt(SOL_SOCKET, SO_REUSEADDR, True)`;
    case 'sndbuf':
      return `${own}.setsockopt(SOL_SOCKET, SO_SNDBUF, 4096)`;
    case 'rcvbuf':
      return `${own}.setsockopt(SOL_SOCKET, SO_RCVBUF, 4096)`;
    case 'nodelay':
      return `${talks}.setsockopt(IPPROTO_TCP, TCP_NODELAY, True)`;
    case 'nonblocking':
      return `${talks}.setblocking(False)`;
    case 'timeout':
      return `${talks}.settimeout(5)`;
    case 'getsockopt':
      return `print(${talks}.getsockopt(SOL_SOCKET, SO_RCVBUF))`;
    case 'if':
      return "if not data:\n    print('closed')";
    case 'while':
      return `while True:\n    data = ${talks}.recv(1024)\n    if not data:\n        break`;
    case 'for':
      return `for i in range(3):\n    ${talks}.send(b'x')`;
    case 'try':
      return `try:\n    data = ${talks}.recv(1024)\nexcept OSError as e:\n    print(e)`;
    case 'def':
      return 'def say(sock, text):\n    sock.sendall(text.encode())';
    case 'recv_exact':
      return [
        'def recv_exact(sock, n):',
        "    data = b''",
        '    while len(data) < n:',
        '        part = sock.recv(n - len(data))',
        '        if not part:',
        '            break',
        '        data = data + part',
        '    return data',
      ].join('\n');
    case 'handler':
      return 'def serve(conn):\n    data = conn.recv(1024)\n    conn.sendall(data)\n    conn.close()';
    case 'thread':
      return 't = Thread(target=serve, args=(conn,))\nt.start()';
    case 'join':
      return 't.join()';
    default:
      return item satisfies never;
  }
}

export interface Insertion {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  /** The cursor's new place, behind the inserted text. */
  readonly cursor: number;
}

/** A statement goes in the place of a blank line, else below the cursor's line; inside, where that opens a block. */
export function insertion(text: string, cursor: number, code: string): Insertion {
  const from = text.lastIndexOf('\n', cursor - 1) + 1;
  const next = text.indexOf('\n', cursor);
  const to = next < 0 ? text.length : next;
  const line = text.slice(from, to);
  const own = /^\s*/.exec(line)?.[0] ?? '';
  const indent = line.trimEnd().endsWith(':') ? `${own}    ` : own;
  const lines = code.split('\n').map((one) => indent + one);
  const insert = lines.join('\n');
  if (line.trim() === '') return { from, to, insert, cursor: from + insert.length };
  return { from: to, to, insert: `\n${insert}`, cursor: to + 1 + insert.length };
}
