/** Two programs that want to harm whoever is beside them. A program that is absent does nothing. */
export interface Hostile {
  readonly client?: string;
  readonly server?: string;
}

const listening = `srv = socket(AF_INET, SOCK_STREAM)
srv.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
srv.bind(('', 8080))
srv.listen(5)
`;
const connected = `s = socket(AF_INET, SOCK_STREAM)
s.connect(('192.168.127.1', 8080))
`;
const accepting = `${listening}conn, addr = srv.accept()\n`;
/** Accepts whoever comes and closes at once. */
const turnstile = `${listening}while True:
    conn, addr = srv.accept()
    conn.close()
`;

/** Doubles something in a loop, and then does something with it. */
const doubled = (begin: string, change: string, then: string, times = 40): string =>
  `${begin}\nfor i in range(${times}):\n    ${change}\n${then}`;

/* The first eighteen are what was found by attacking the program; the others vary them. */
export const HOSTILE: Readonly<Record<string, Hostile>> = {
  'shared tuples, viewed': { client: doubled("t = ('a', 'a')", 't = (t, t)', 'print(1)') },
  'shared tuples, compared': {
    client: doubled("t = ('a', 'a')\nu = ('a', 'a')", 't = (t, t)', 'u = (u, u)\nprint(t == u)', 20),
  },
  'shared tuples, printed': { client: doubled("t = ('a', 'a')", 't = (t, t)', 'print(t)', 30) },
  'gbk of a long text': { client: "s = '中' * 8000000\nk = len(s.encode('gbk'))\nprint(k)" },
  'ascii of a long text': { client: "s = 'x' * 16777216\nk = s.encode('ascii')\nprint(len(k))" },
  'many long lengths in a line': {
    client: `s = 'x' * 16777216\nt = (${Array(32).fill('len(s)').join(', ')})\nprint(t)`,
  },
  'a tuple of long texts, printed': {
    client: `s = 'x' * 16777216\nprint((${Array(8).fill('s').join(', ')}))`,
  },
  'kept bytes': {
    client: Array.from(
      { length: 9 },
      (_, i) => `v${i} = (${Array(8).fill("b'x' * 16777216").join(', ')})`,
    ).join('\n'),
  },
  'threads that end at once': {
    client: `s = socket(AF_INET, SOCK_STREAM)
def f():
    print(1)
while True:
    t = Thread(target=f)
    t.start()
    t.join()
    s.getsockname()`,
  },
  'connect and close': {
    client: `while True:
    s = socket(AF_INET, SOCK_STREAM)
    s.connect(('192.168.127.1', 8080))
    s.close()`,
    server: turnstile,
  },
  'long printed texts': {
    client: `s = socket(AF_INET, SOCK_STREAM)
x = '中' * 16384
while True:
${'    print(x)\n'.repeat(60)}    s.getsockname()`,
  },
  'a port below zero': { client: "target = ('127.0.0.1', 0 - 1)\nprint(target)" },
  'a recv of absurd size': { client: `${connected}s.recv(16777216)`, server: accepting },
  'an option of absurd size': {
    client: 's = socket(AF_INET, SOCK_STREAM)\ns.setsockopt(SOL_SOCKET, SO_RCVBUF, 8388608)',
  },
  'sockets without end': { client: 'while True:\n    s = socket(AF_INET, SOCK_STREAM)\n    s.getsockname()' },
  'kept sockets without end': {
    client: `t = ()
while True:
    s = socket(AF_INET, SOCK_STREAM)
    t = (t, s)`,
  },
  'a flood in both directions': {
    client: `${connected}s.sendall(b'x' * 16000000)\ns.recv(10)`,
    server: `${accepting}conn.sendall(b'x' * 16000000)\nconn.recv(10)`,
  },
  'a loop without calls': { client: 'while True:\n    x = 1' },

  'bytes doubled': { client: doubled("b = b'x'", 'b = b + b', 'print(len(b))') },
  'text doubled': { client: doubled("b = 'x'", 'b = b + b', 'print(len(b))') },
  'text tripled in place': { client: doubled("b = '中'", 'b += b + b', 'print(len(b))') },
  'numbers squared': { client: doubled('n = 3', 'n = n * n', 'print(n)') },
  'numbers squared in place': { client: doubled('n = 3', 'n *= n', 'print(n)', 20) },
  'a number printed often': {
    client: `${doubled('n = 3', 'n = n * n', 'print(1)', 11)}\nwhile True:\n    print(n)`,
  },
  'tuples joined': { client: doubled('t = (1, 2)', 't = t + t', 'print(len(t))') },
  'a text compared with its like': {
    client: "a = 'x' * 16000000\nb = 'x' * 16000000\nwhile True:\n    c = a == b",
  },
  'bytes compared with their like': {
    client: "a = b'x' * 16000000\nb = b'x' * 16000000\nwhile True:\n    c = a == b",
  },
  'long concatenations': { client: "a = 'x' * 8000000\nwhile True:\n    b = a + a" },
  'long repetitions': { client: "while True:\n    b = b'x' * 16777216" },
  'long repetitions in one line': {
    client: `t = (${Array(20).fill("b'x' * 16777216").join(', ')})\nprint(1)`,
  },
  'utf-8 of a long text, again and again': {
    client: "s = '中' * 5000000\nwhile True:\n    b = s.encode()",
  },
  'utf-8 decoded, again and again': {
    client: "b = ('中' * 5000000).encode()\nwhile True:\n    s = b.decode()",
  },
  'bytes shown by print': { client: "b = b'\\x00' * 16777216\nprint(b)" },
  'a deep recursion': { client: 'def f():\n    f()\nf()' },
  'a recursion of two': { client: 'def f():\n    g()\ndef g():\n    f()\nf()' },
  'a wide recursion': { client: 'def f(n):\n    if n > 0:\n        f(n - 1)\n        f(n - 1)\nf(60)' },
  'a recursion with calls': {
    client: `s = socket(AF_INET, SOCK_STREAM)
def f(n):
    s.getsockname()
    if n > 0:
        f(n - 1)
        f(n - 1)
f(100)`,
  },
  'threads that start threads': {
    client: `def f():
    t = Thread(target=f)
    t.start()
    u = Thread(target=f)
    u.start()
f()`,
  },
  'sixteen threads that print': {
    client: `def f():
    while True:
        print('x' * 200)
for i in range(15):
    t = Thread(target=f)
    t.start()
f()`,
  },
  'sixteen threads that call': {
    client: `s = socket(AF_INET, SOCK_STREAM)
def f():
    while True:
        s.getsockname()
for i in range(15):
    t = Thread(target=f)
    t.start()
f()`,
  },
  'sixteen threads in one recv': {
    client: `${connected}def f():
    s.recv(10)
for i in range(15):
    t = Thread(target=f)
    t.start()
f()`,
    server: `${accepting}srv.accept()`,
  },
  'one byte a send': {
    client: `${connected}while True:\n    s.send(b'x')`,
    server: `${accepting}while True:\n    conn.recv(1)`,
  },
  'one byte a send, never read': {
    client: `${connected}s.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)\nwhile True:\n    s.send(b'x')`,
    server: `${accepting}srv.accept()`,
  },
  'connect to nobody': {
    client: `while True:
    s = socket(AF_INET, SOCK_STREAM)
    try:
        s.connect(('192.168.127.1', 9))
    except ConnectionRefusedError:
        s.close()`,
  },
  'connect to nowhere': { client: "s = socket(AF_INET, SOCK_STREAM)\ns.connect(('10.9.9.9', 80))" },
  'connect to oneself': {
    client: `s = socket(AF_INET, SOCK_STREAM)
s.bind(('', 5000))
s.connect(('', 5000))
while True:
    s.send(b'x')
    s.recv(1)`,
  },
  'a backlog that fills': {
    client: `t = ()
while True:
    s = socket(AF_INET, SOCK_STREAM)
    s.connect(('192.168.127.1', 8080))
    t = (t, s)`,
    server: `${listening}srv.accept()\nsrv.accept()`,
  },
  'listen again and again': { server: `${listening}while True:\n    srv.listen(4096)` },
  'bind again and again': {
    client: `while True:
    s = socket(AF_INET, SOCK_STREAM)
    s.bind(('', 7000))
    s.close()`,
  },
  'shut down again and again': {
    client: `${connected}s.shutdown(SHUT_WR)
while True:
    try:
        s.shutdown(SHUT_WR)
    except OSError:
        print(1)`,
    server: `${accepting}while True:\n    conn.recv(1)`,
  },
  'a reset each time': {
    client: `while True:
    s = socket(AF_INET, SOCK_STREAM)
    s.connect(('192.168.127.1', 8080))
    s.send(b'x' * 1000)
    s.close()`,
    server: turnstile,
  },
  'the largest buffers': {
    client: `${connected}s.setsockopt(SOL_SOCKET, SO_SNDBUF, 8000000)\ns.sendall(b'x' * 16777216)`,
    server: `${listening}srv.setsockopt(SOL_SOCKET, SO_RCVBUF, 8000000)\nconn, addr = srv.accept()\nsrv.accept()`,
  },
  'a recv that waits for all': {
    client: `${connected}s.sendall(b'x' * 16777216)`,
    server: `${accepting}while True:\n    data = conn.recv(16777216)`,
  },
  'exceptions without end': {
    client: `while True:
    try:
        x = int('a' * 8000)
    except ValueError:
        y = 1`,
  },
  'a long exception': { client: "x = int('中' * 16000)" },
  'a long name in an address': {
    client: "s = socket(AF_INET, SOCK_STREAM)\ns.connect(('x' * 16000000, 80))",
  },
  'a dict named again and again in a text': {
    client: `d = {}
for i in range(4096):
    d[i] = i
l = [d] * 4096
m = []
for i in range(8):
    m.append(l.copy())
while True:
    try:
        print(str(m))
    except MemoryError:
        x = 1`,
  },
  'dicts that differ in their last key': {
    client: `d = dict(enumerate(range(4096)))
e = d.copy()
del e[4095]
e[-1] = 1
l = [d] * 4096
while True:
    x = l.count(e)`,
  },
  'a dict of more than a lab can count': { client: 'd = dict(enumerate(range(16777216)))' },
  'views of dicts without end': {
    client: `d = dict(enumerate(range(4096)))
l = []
for i in range(4096):
    l.append(d.items())
while True:
    try:
        print(str(l))
    except MemoryError:
        x = 1`,
  },
  'a dict of views of itself': {
    client: `d = dict(enumerate(range(4096)))
v = d.values()
for i in d:
    d[i] = v
l = [v] * 4096
while True:
    try:
        print(str(l))
    except MemoryError:
        x = 1`,
  },
  'a long traceback': { client: 'def f(n):\n    f(n + 1)\nf(0)' },
  'arguments without end': { client: `print(${Array(60).fill('1').join(', ')})` },
  'a long sep': { client: `print(${Array(12).fill("'x' * 16000000").join(', ')}, sep='y' * 16000000)` },
  'globals and locals': {
    client: `def f(n):
${Array.from({ length: 30 }, (_, i) => `    a${i} = 'x' * 8000000`).join('\n')}
    f(n + 1)
f(0)`,
  },
  'variables set again and again': {
    client: `s = socket(AF_INET, SOCK_STREAM)
while True:
${Array.from({ length: 40 }, (_, i) => `    a${i} = ('x' * 8000, 'y' * 8000)`).join('\n')}
    s.getsockname()`,
  },
};
