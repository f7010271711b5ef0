/** Two programs whose sockets have timeouts; python3 prints the same of them as a lab. */
export interface TimedPrograms {
  readonly server: string;
  readonly client: string;
}

const LISTENING = `from socket import *
s = socket()
s.setsockopt(SOL_SOCKET, SO_REUSEADDR, True)
s.bind(('192.168.127.1', 8080))
s.listen()
`;

const tried = (line: string): string =>
  `try:\n    print(${line})\nexcept Exception as e:\n    print(e, (e,))\n`;

/** Each call gets what it waits for before its timeout is over. */
export const timeoutsKept: TimedPrograms = {
  server: `${LISTENING}s.settimeout(8)
print(s.gettimeout(), s.getblocking())
conn, addr = s.accept()
print(conn.gettimeout(), conn.getblocking())
conn.settimeout(8.5)
print(conn.recv(10), conn.gettimeout())
conn.sendall(b'abc')
${tried('conn.recv(10)')}conn.close()
s.close()
${tried('s.settimeout(1)')}print(s.fileno(), s.gettimeout())
`,
  client: `import time
from socket import *
c = socket()
print(c.gettimeout(), c.getblocking())
c.settimeout(8)
c.connect(('192.168.127.1', 8080))
time.sleep(0.1)
print(c.send(b'hello'), c.fileno())
print(c.recv(10))
c.setblocking(False)
print(c.gettimeout(), c.getblocking())
${tried('c.recv(10)')}c.setblocking(True)
print(c.gettimeout())
c.close()
`,
};

/** The time of each call is over before what it waits for has come. */
export const timeoutsMissed: TimedPrograms = {
  server: `${LISTENING}conn, addr = s.accept()
last, addr = s.accept()
s.settimeout(0.1)
${tried('s.accept()')}conn.settimeout(0.1)
${tried('conn.recv(10)')}conn.settimeout(0.3)
${tried("conn.sendall(b'x' * 9000000)")}conn.settimeout(0)
${tried('conn.recv(10)')}print(conn.gettimeout(), conn.getblocking())
conn.close()
last.close()
`,
  client: `from socket import *
r = socket()
r.settimeout(8)
${tried("r.connect(('192.168.127.1', 9999))")}c = socket()
c.connect(('192.168.127.1', 8080))
last = socket()
last.connect(('192.168.127.1', 8080))
${tried("c.settimeout('x')")}${tried('c.settimeout(0 - 1)')}${tried('c.settimeout()')}${tried('c.settimeout(1, 2)')}${tried('c.settimeout((1,))')}${tried('c.gettimeout(1)')}c.setsockopt(SOL_SOCKET, SO_REUSEADDR, True)
print(c.getsockopt(SOL_SOCKET, SO_ERROR))
print(last.recv(1))
data = b'x'
while data:
    data = c.recv(1000000)
`,
};

/** Options and flags that change what a call does. */
export const optionsAndFlags: TimedPrograms = {
  server: `from struct import pack
${LISTENING}conn, addr = s.accept()
conn.setsockopt(SOL_SOCKET, SO_KEEPALIVE, 1)
print(conn.getsockopt(SOL_SOCKET, SO_KEEPALIVE), conn.getsockopt(SOL_SOCKET, SO_LINGER))
print(conn.recv(3, MSG_PEEK), conn.recv(2), conn.recv(10))
${tried('conn.recv(10, MSG_DONTWAIT)')}print(conn.send(b'x', MSG_DONTWAIT))
conn.setsockopt(SOL_SOCKET, SO_RCVTIMEO, pack('ll', 0, 100000))
${tried('conn.recv(10)')}${tried("conn.setsockopt(SOL_SOCKET, SO_KEEPALIVE, b'ab')")}${tried('conn.setsockopt(SOL_SOCKET, SO_RCVTIMEO, 1)')}conn.setsockopt(SOL_SOCKET, SO_LINGER, pack('ii', 1, 0))
print(conn.getsockopt(SOL_SOCKET, SO_LINGER), MSG_PEEK, (MSG_PEEK, MSG_DONTWAIT))
conn.close()
`,
  client: `from socket import *
c = socket()
c.connect(('192.168.127.1', 8080))
c.sendall(b'hello')
print(c.recv(1))
${tried('c.recv(1)')}`,
};

/** The short ways of Python's own library. */
export const shortWays: TimedPrograms = {
  server: `import socket
try:
    socket.create_server(('192.168.127.77', 8080))
except OSError as e:
    print(e)
s = socket.create_server(('192.168.127.1', 8080), backlog=5)
print(s.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR), s.gettimeout())
conn, addr = s.accept()
print(conn.recv(10))
conn.close()
s.close()
`,
  client: `import socket
try:
    socket.create_connection(('192.168.127.1', 9999), timeout=8)
except OSError as e:
    print(e)
try:
    socket.create_connection(('192.168.127.1', 9999))
except ConnectionRefusedError as e:
    print(e)
c = socket.create_connection(('192.168.127.1', 8080), 8)
print(c.gettimeout())
c.sendall(b'hello')
print(c.recv(1))
c.close()
print(c)
`,
};

/** A server serves two connections with one thread, which sleeps in select(). */
export const selects: TimedPrograms = {
  server: `import select
${LISTENING}waited = [s]
left = 2
total = 0
while left > 0:
    ready, writable, urgent = select.select(waited, [], waited)
    for one in ready:
        if one == s:
            conn, addr = s.accept()
            waited.append(conn)
            continue
        data = one.recv(100)
        total += len(data)
        if data:
            one.sendall(data)
        else:
            waited.remove(one)
            one.close()
            left -= 1
print(total, select.select(waited, [], [], 0.1), len(waited))
s.close()
`,
  client: `import select
from socket import *
c = create_connection(('192.168.127.1', 8080))
d = create_connection(('192.168.127.1', 8080))
r, w, x = select.select([], [c, d, c], [], 8)
print(len(r), w == [c, d, c], x)
for one in [d, c]:
    one.sendall(b'hello')
    r, w, x = select.select([one], (), ())
    print(r == [one], one.recv(10))
    one.close()
${tried('select.select([c], [], [])')}${tried('select.select([], [])')}${tried('select.select([], [], [], 0, 0)')}${tried('select.select(5, [], [])')}${tried("select.select(['a'], [], [])")}${tried("select.select([], [], [], 'a')")}${tried('select.select([], [], [], -0.5)')}print(select.select([], [], [], 0), select.select([], [], [], 0.01))
`,
};

/** A thread waits in poll() to receive from a connection that another thread closes; then data come. */
export const timeoutClosed: TimedPrograms = {
  server: `import time
from threading import Thread
${LISTENING}conn, addr = s.accept()
conn.settimeout(20)
def wait():
    ${tried('conn.recv(10)').replaceAll('\n', '\n    ').trim()}
t = Thread(target=wait)
t.start()
time.sleep(0.5)
conn.close()
t.join()
print(s.fileno())
`,
  client: `import time
from socket import *
c = create_connection(('192.168.127.1', 8080))
time.sleep(2)
c.send(b'x')
${tried('c.recv(10)')}`,
};

/** Two threads sleep in select(), each for a connection that is closed meanwhile; one of them is woken by data. */
export const selectsClosed: TimedPrograms = {
  server: `import select
import time
from threading import Thread
${LISTENING}a, addr = s.accept()
b, addr = s.accept()
def wait(conn, seconds):
    select.select([conn], [], [], seconds)
threads = [Thread(target=wait, args=(a, 0.5)), Thread(target=wait, args=(b, 30))]
for t in threads:
    t.start()
time.sleep(0.2)
b.close()
a.close()
for t in threads:
    t.join()
s.close()
`,
  client: `from socket import *
a = create_connection(('192.168.127.1', 8080))
b = create_connection(('192.168.127.1', 8080))
print(a.recv(10))
b.sendall(b'x')
try:
    print(b.recv(10))
except ConnectionResetError as e:
    print(e)
a.close()
b.close()
`,
};

/** Python closes a socket as soon as nothing refers to it. */
export const unnamed: TimedPrograms = {
  server: `${LISTENING}from threading import Thread
from time import sleep
def once(conn):
    kept = [conn]
    data = conn.recv(10)
    if data == b'raise':
        raise ValueError('asked')
    return data
for i in range(3):
    conn, addr = s.accept()
    print(conn.fileno(), conn.recv(10))
del conn
print(once(s.accept()[0]))
try:
    once(s.accept()[0])
except ValueError as e:
    print(e, socket().fileno())
print(socket().fileno(), socket().fileno())
l = [socket(), socket()]
print(l[1].fileno())
l.clear()
t = Thread(target=once, args=(s.accept()[0],))
t.start()
t.join()
print(socket().fileno())
def last(c):
    c = None
    sleep(0.05)
    print(socket().fileno())
Thread(target=last, args=(socket(),)).start()
`,
  client: `from socket import *
def asked(text):
    c = socket()
    c.connect(('192.168.127.1', 8080))
    c.send(text)
    return c
a = asked(b'a')
b = asked(b'b')
print(a.recv(10))
c = asked(b'c')
print(b.recv(10), c.recv(10))
for text in [b'd', b'raise', b'e']:
    print(asked(text).recv(10))
print(socket().fileno())
`,
};
