import {
  acceptFrom,
  close,
  connectTo,
  listeningServer,
  listenOn,
  openSocket,
  print,
  reuseAddress,
  SERVER_PORT,
  words,
} from '../programs/phrases.ts';
import { method, name, parameter, perform, tuple } from '../programs/build.ts';
import type { Statement } from '../programs/tree.ts';
import { plainWire } from '../log/wire-settings.ts';
import type { Lesson } from './lesson.ts';
import { client, server } from './moves.ts';

const printAddress = (socket: string): Statement => print(method(name(socket), 'getsockname'));
const atServerPort = { atLeast: SERVER_PORT, atMost: SERVER_PORT };

/**
 * L3 shows that the server binds so that it can be found, and that the client's kernel picks a port at
 * connect().
 */
export const l03: Lesson = {
  id: 'L3',
  title: { zh: '谁要 bind：等人来找的一方', en: 'Who needs bind: the side that is to be found' },
  task: {
    zh: '服务端 bind 到 8080 端口，客户端什么都不绑定。比较 connect 前后客户端的地址。',
    en: 'The server binds to port 8080, the client to nothing. Compare the client’s address before and after connect.',
  },
  myth: {
    zh: '客户端没有 bind，所以没有端口。',
    en: 'The client does not bind, so it has no port.',
  },
  wire: plainWire('auto'),
  timers: 'calm',
  programs: {
    client: {
      statements: [openSocket('s'), printAddress('s'), connectTo('s'), printAddress('s'), close('s')],
    },
    server: {
      statements: [
        ...listeningServer(),
        acceptFrom('srv'),
        print(words('client:'), name('addr')),
        close('conn'),
        close('srv'),
      ],
    },
  },
  setup: [server(4)],
  moves: [client(2), client(), client(), server(), server()],
  predictions: [
    {
      id: 'client-port',
      before: 1,
      until: 1,
      question: {
        zh: '客户端没有 bind 就要 connect 了。连接建立后，客户端一侧的端口号是多少？',
        en: 'The client is about to connect without bind. Which port will its end of the connection have?',
      },
      options: [
        {
          text: { zh: '没有端口', en: 'None' },
          because: {
            zh: '每个报文段都写着源端口和目的端口，否则回信无处可送。',
            en: 'Every segment carries a source port and a destination port: without one no answer could come back.',
          },
          when: { fact: 'not', of: { fact: 'local-port', program: 'client', call: 'connect' } },
        },
        {
          text: { zh: '8080，和服务端一样', en: '8080, like the server' },
          because: {
            zh: '8080 是目的端口，写在 connect 的参数里；源端口是另一个数。',
            en: '8080 is the destination port, given to connect. The source port is another number.',
          },
          when: { fact: 'local-port', program: 'client', call: 'connect', ...atServerPort },
        },
        {
          text: { zh: '内核挑一个空闲的', en: 'A free one that the kernel chooses' },
          because: {
            zh: 'connect 时内核自动分配一个临时端口，和 SYN 一起告诉对方。',
            en: 'At connect the kernel takes an ephemeral port; the SYN tells it to the other side.',
          },
          when: {
            fact: 'any',
            of: [
              { fact: 'local-port', program: 'client', call: 'connect', atMost: SERVER_PORT - 1 },
              { fact: 'local-port', program: 'client', call: 'connect', atLeast: SERVER_PORT + 1 },
            ],
          },
        },
      ],
    },
  ],
  checks: [
    {
      text: { zh: 'connect 之前，客户端的端口号是 0', en: 'Before connect the client’s port was 0' },
      fact: { fact: 'prints', program: 'client', includes: "('0.0.0.0', 0)" },
    },
    {
      text: {
        zh: 'connect 之后，它有了内核挑的端口',
        en: 'After connect it had a port that the kernel chose',
      },
      fact: { fact: 'local-port', program: 'client', call: 'connect', atLeast: 1024, atMost: 65_535 },
    },
    {
      text: { zh: '服务端的一侧仍是 8080', en: 'The server’s end is still port 8080' },
      fact: { fact: 'local-port', program: 'server', call: 'accept', ...atServerPort },
    },
  ],
  explanation: [
    {
      zh: '`bind` 给套接字定下地址和端口。服务端*必须*定下来：客户端要在 `connect` 里写它，写不出就找不到。',
      en: '`bind` gives a socket its address and port. The server *has to*: the client writes them in `connect`, and can find nothing that it cannot name.',
    },
    {
      zh: '客户端不必 `bind`：没有人会主动来找它。`connect` 时内核发现端口还是 0，就从临时端口范围里挑一个空闲的。服务端从收到的 SYN 里得知它，`accept` 再把它交给程序。',
      en: 'The client need not: nobody looks for it. When `connect` finds the port still 0, the kernel takes a free one from its ephemeral range. The server learns it from the SYN, and `accept` hands it to the program.',
    },
    {
      zh: '`bind` 的参数是*一个元组* `(地址, 端口)`。地址写成 `""` 表示本机的所有地址，不是某一个。',
      en: '`bind` takes *one tuple*, `(address, port)`. The address `""` means all local addresses, not a certain one.',
    },
  ],
  variations: [
    {
      id: 'no-bind',
      title: { zh: '服务端不 bind', en: 'A server without bind' },
      text: {
        zh: '去掉服务端的 bind。listen 仍然成功，但看看它落在哪个端口，客户端还找得到它吗？',
        en: 'Without its bind the server’s listen still succeeds. See which port it got: can the client find it?',
      },
      programs: {
        server: {
          statements: [
            openSocket('srv'),
            listenOn('srv'),
            printAddress('srv'),
            acceptFrom('srv'),
            close('srv'),
          ],
        },
      },
      moves: [server(4), client(3)],
    },
    {
      id: 'any-address',
      title: { zh: 'bind 一个空地址', en: 'Bind to an empty address' },
      text: {
        zh: "服务端 bind 的地址写 ''。getsockname() 打印的是哪个地址？客户端照样连得上吗？",
        en: "The server binds to the address ''. Which address does getsockname() print? Does the client get in as before?",
      },
      programs: {
        server: {
          statements: [
            openSocket('srv'),
            reuseAddress('srv'),
            perform(
              method(
                name('srv'),
                'bind',
                tuple(parameter('address', 'address', ''), parameter('port', 'port', SERVER_PORT)),
              ),
            ),
            listenOn('srv'),
            printAddress('srv'),
            acceptFrom('srv'),
            close('conn'),
            close('srv'),
          ],
        },
      },
      moves: [server(6), client(3), client(2), server(2)],
    },
    {
      id: 'client-binds',
      title: { zh: '客户端也 bind', en: 'A client that binds' },
      text: {
        zh: '客户端自己绑定 5000 端口。可以，但同一时间只有一个程序能用这个端口。',
        en: 'The client binds to port 5000 itself. It may, but then only one program at a time can use that port.',
      },
      programs: {
        client: {
          statements: [
            openSocket('s'),
            perform(
              method(
                name('s'),
                'bind',
                tuple(parameter('own_address', 'address', ''), parameter('own_port', 'port', 5000)),
              ),
            ),
            connectTo('s'),
            printAddress('s'),
            close('s'),
          ],
        },
      },
    },
  ],
};
