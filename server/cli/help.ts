import { LESSONS } from '../../shared/lessons/index.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import { ADDRESS_SHARES } from '../limits.ts';
import { DEFAULT_PORT, NETWORK_CHOICES } from './config.ts';

const networks = NETWORK_CHOICES.join(' | ');

const serve = `socketscope [options]            serves the page
socketscope trace <lesson> …     runs a lesson here in the terminal
socketscope script <lesson> …    prints a lesson's program as a Python script

  -p, --port <n>      port; 0 takes any free one        (env SOCKETSCOPE_PORT; ${DEFAULT_PORT}, or the next free one)
      --host <name>   address to listen on              (env SOCKETSCOPE_HOST; 127.0.0.1)
                      0.0.0.0 lets the whole network in
      --[no-]token    only those with the token in the printed address may open labs; others watch by invitation
                                                        (env SOCKETSCOPE_TOKEN=0 or 1; on where others reach the server)
      --allowed-host <name>       a further name that the page answers to, such as a proxy’s; may be repeated
      --public-url <address>      the page’s address for others, behind a proxy: it is printed and shared
      --frame-ancestors <origin>  a site that may show the page in a frame; may be repeated
      --data <folder> where rooms are kept, so that they outlive the server; none keeps nothing
                                                        (env SOCKETSCOPE_DATA; ~/.local/state/socketscope/<port>)
      --store <address>           keeps them in Redis or Valkey instead: redis://user:password@host:6379/0
                                                        (env SOCKETSCOPE_STORE)
      --lab-hosts <n>             the most processes over which the labs are spread (one for each core)
      --[no-]open     open the page in a browser        (where somebody sits at a terminal with a display)
      --lang <code>   ${LANGUAGES.join(' | ')}                           (the browser’s own)
      --network <n>   ${networks}
                                                        (auto: the best that this machine permits)

  What the clients at one address may have together; a school is often behind one:
      --labs-per-address <n>      labs at a time (${ADDRESS_SHARES.labs})
      --sockets-per-address <n>   connections at a time (${ADDRESS_SHARES.sockets})
      --joins-per-address <n>     joins of a room in a minute (${ADDRESS_SHARES.joinsPerMinute})
      --commands-per-address <n>  commands in a second (${ADDRESS_SHARES.commandsPerSecond})
      --trust-forwarded-for       behind a proxy: the address is the last one of X-Forwarded-For. Only for a server that
                                  nobody reaches but by the proxy; without it all who come by a proxy are one address
  Each can be set in the environment as well: SOCKETSCOPE_LABS_PER_ADDRESS=60, SOCKETSCOPE_TRUST_FORWARDED_FOR=1

  -h, --help
  -v, --version
`;

const trace = `socketscope trace <lesson> [options]     lessons: ${LESSONS.map((lesson) => lesson.id).join(', ')}

Runs a lesson to its end on real sockets and prints a line for each thing that happens. Exit code 0 when
the run shows what the lesson says and every byte is accounted for, otherwise 1.

      --network <n>        ${networks.replace(' | replay', '')}
      --variation <id>     runs a variation of the lesson that has a way of its own
      --set <name=value>   changes a literal of the programs: --set message=你好 --set server.backlog=1
      --log <file>         writes the event log, which the page can open (.ndjson)
      --pcapng <file>      writes the segments, for Wireshark
  -h, --help
  -v, --version
`;

const script = `socketscope script <lesson> [options]    lessons: ${LESSONS.map((lesson) => lesson.id).join(', ')}

Prints one of a lesson’s programs as a script that runs by itself with python3, on any machine: the lab’s
addresses become constants at its top, and its comments say what cannot be the same outside the lab.

      --program <name>     client | server | client2 …                     (client)
      --set <name=value>   changes a literal, as in a trace
      --lang <code>        ${LANGUAGES.join(' | ')}, the language of the comments      (the terminal’s)
  -h, --help
  -v, --version

  socketscope script L12 --program server > server.py
`;

export const HELP: Record<'serve' | 'trace' | 'script', string> = { serve, trace, script };
