import type { OtherWay } from './findings.ts';
import type { Messages } from './messages.en.ts';

const otherWays: Readonly<Record<OtherWay, string>> = {
  conditional: '这里不读 `a if b else c`：请分行写 `if` 和 `else`，各给一个值。',
  'dict-comprehension': '这里不读字典推导式：从 `{}` 开始，在 `for` 循环里逐项放入。',
  set: '这里没有集合：用字典 `{item: True}` 或列表，再用 `in` 判断。',
  generator: '这里没有生成器：请写列表 `[…]`，或在循环里 append。',
  lambda: '这里不读 `lambda`：请用 `def` 给函数起个名字。',
  class: '这里的程序没有自己的类：请写函数，把有关的东西放进字典。',
  assert: '这里不读 `assert`：请写 `if not …:`，下一行 `raise`。',
  'strings-in-a-row': '这里不会把并排的字符串接起来：请在中间写 `+`。',
  'named-expression': '这里不读 `:=`：请单独用一行赋值。',
  division: '这里不读 `/`：整数相除用 `//`，减半用 `* 0.5`。',
  power: '这里不读 `**`：请用 `*` 写成乘积。',
  union: '这里不读 `|=`：字典请写 `d.update(…)`，数字请写 `n = n | …`。',
  'print-end': '这里每个 `print` 是一行：同一行的内容请放在一个 `print` 里。',
};

export const messages: Messages = {
  title: '自己做实验',
  name: '标题',
  namePlaceholder: '这个实验要看什么？',
  expectation: '我的预测',
  expectationPlaceholder: '每个调用会返回什么？看到什么就说明我错了？',
  program: (name) => {
    const number = name.replace(/^\D+/, '');
    return `${name.startsWith('client') ? '客户端' : '服务端'}${number === '' ? '' : ` ${number}`}`;
  },
  programs: '程序',
  listing: (name) => `${name}的程序（Python 文本）`,
  leave: 'Tab 缩进；按 Esc 再按 Tab 离开文本。',
  addClient: '再加一个客户端',
  removeClient: (name) => `移除${name}`,
  mostClients: (n) => `最多 ${n} 个客户端`,

  palette: '插入语句',
  into: (name) => `插到光标下面：${name}`,
  groups: {
    socket: '套接字',
    connection: '连接',
    data: '数据',
    ending: '结束',
    options: '选项',
    control: '流程',
    threads: '线程',
  },
  items: {
    socket: '创建一个端点',
    bind: '给它地址和端口',
    listen: '让内核接受连接，最多排队这么多个',
    connect: '请求建立连接',
    accept: '取走一个已建好的连接：得到新的套接字和对方的地址',
    getsockname: '自己的地址',
    getpeername: '对方的地址',
    send: '把字节交给内核；内核可能只接下一部分',
    sendall: '交出全部字节，没有地方就等',
    recv: '取走已到的字节，最多这么多',
    decode: '字节变文字',
    print: '打印',
    len: '有多少字节',
    shutdown: '这边不再发；另一个方向还开着',
    close: '关闭',
    reuse: '允许使用已关闭的连接还占着的端口',
    sndbuf: '小的发送缓冲区（内核会把数加倍）',
    rcvbuf: '小的接收缓冲区（内核会把数加倍）',
    nodelay: '小报文段也立刻发：关掉 Nagle',
    nonblocking: '从不等待：改为抛出 BlockingIOError',
    timeout: '最多等这么多秒，然后 TimeoutError',
    getsockopt: '读一个选项',
    if: '分支',
    while: '一直读到对方发完',
    for: '重复几次',
    try: '出错后继续',
    def: '函数',
    recv_exact: '恰好读 n 个字节的函数',
    handler: '服务一个客户端的函数',
    thread: '在自己的线程里运行它',
    join: '等线程结束',
  },

  tools: '编辑',
  undo: '撤销',
  redo: '重做',
  up: '上移一行',
  down: '下移一行',
  remove: '删除这一行',

  findings: (name) => `关于${name}的说明`,
  sound: '可以运行。',
  tooLong: (most) => `没有放进去：一个程序最多 ${most} 个字符。`,
  line: (n) => `第 ${n} 行`,
  severity: { error: '不能运行', warning: 'Python 会在这里抛出异常', info: '供参考' },
  didYouMean: (said, instead) => `${said}是不是想写 \`${instead}\`？`,
  finding: {
    syntax: () => '这一行还不是 Python：括号、引号或冒号少了或多了。',
    'unexpected-indent': (about) => `IndentationError: ${about}。上一行没有开始代码块，这一行要和它左对齐。`,
    'missing-block': (about) =>
      `IndentationError: ${about}。代码块的各行要缩进四个空格；什么都不做就写 \`pass\`。`,
    'uneven-dedent': (about) =>
      `IndentationError: ${about}。这一行属于哪个代码块，就和那个代码块的各行左对齐。`,
    'mixed-tabs': (about) => `TabError: ${about}。缩进一律用空格，每级四个。`,
    empty: () => '这里还什么都没有。插入一条语句，或写 pass。',
    unsupported: (about) => `\`${about}\` 是 Python，但这里的程序不用这一部分。`,
    'other-way': (about) => otherWays[about as OtherWay],
    'raise-from': () => '`from` 所写的起因在这里不会显示：请只写 `raise` 和异常本身。',
    'loop-else': (about) =>
      `这里不读 \`${about}\` 循环的 \`else\`。在循环之前和 break 之前各给一个名字赋值，再在循环之后用 \`if\` 判断它。`,
    identity: (about) =>
      `\`${about}\` 判断两个名字是否指同一个对象；这里只能把它写在 None、True 和 False 之前。`,
    'format-spec': (about) =>
      `这里不读格式 \`:${about}\`：可用的有填充字符与 <、>、^，宽度，逗号，以及 d、x、X、b、o、s、\`.2f\`、\`.1%\`。`,
    'in-f-string': () =>
      'f 字符串的花括号里，Python 3.11 不接受反斜杠，也不接受同一种引号；这里的值也不能以花括号开头。请在上一行先把这个值赋给一个名字。',
    'unknown-method': (about) => `这里没有方法 \`${about}\`，能用的都在“插入语句”里。`,
    'unknown-function': (about) => `这里没有叫 \`${about}\` 的函数：用 def 定义它，或选用已有的语句。`,
    'unknown-exception': (about) => `这里的 except 不认识 \`${about}\`。OSError 能接住套接字抛出的所有异常。`,
    'unknown-constant': (about) => `没有常量 \`${about}\`。`,
    datagrams: (about) =>
      `\`${about}\` 属于 UDP：每个数据报各自传送，没有连接、确认和窗口。这里显示的一切都属于 TCP。`,
    waitall: (about) =>
      `用了 \`${about}\`，调用还在等的时候内核就从缓冲区取走字节，这里画不出来。用 recv 循环能做同样的事，每一步都看得见：“插入语句”里有正好读 n 字节的函数。`,
    'no-selectors': (about) => `这里没有模块 \`${about}\`。\`select.select(…)\` 也能同时等几个套接字。`,
    'no-memoryview': (about) =>
      `这里没有 \`${about}\`：切片（例如 \`buf[:n]\`）会复制这些字节，不能收进切片里；请用 \`+=\` 把 \`recv\` 返回的字节接起来。`,
    'one-loop': () => '这里的列表推导式只有一个 `for`，最多一个 `if`。请一层层写循环，再用 append。',
    nonlocal: (about) => `这里不读 \`${about}\`。请返回新的值，或把它放在外层函数的列表里，再改列表的元素。`,
    'global-place': (about) =>
      `这里 \`global ${about}\` 要写在函数开头、其他各行之前，而且不能是参数的名字。`,
    'default-order': (about) => `\`${about}\` 没有默认值，却写在有默认值的参数后面：SyntaxError。`,
    twice: (about) => `两个参数都叫 \`${about}\`：SyntaxError。`,
    'unknown-encoding': (about) => `这里没有编码 \`${about}\`，能用的是 utf-8、gbk、ascii 和 latin-1。`,
    'unknown-module': (about) =>
      `这里没有模块 \`${about}\`：程序可以 import socket、threading、time、select 和 struct。`,
    'not-imported': (about) => `没有哪一行导入模块 \`${about}\`：NameError。`,
    'bad-name': (about) => `名字只能用字母 a–z、数字和 _，最多 32 个字符：\`${about}\` 不行。`,
    'out-of-range': (about) => `这个数超出了范围（${about}）。`,
    'too-long': (about) => `这个字面量太长：最多 ${about} 字节。`,
    'too-many': (about) =>
      `这里同一种东西最多并排 ${about} 个：参数、元素、名字、except 子句或 f 字符串的各段。`,
    'lone-surrogate': () =>
      '半个代理对不是字符：encode 会抛出 UnicodeEncodeError。请直接写这个字符，或写 \\U 加八位数字。',
    'not-an-address': (about) =>
      `\`${about}\` 不是 IP 地址：IPv4 是四个 0 到 255 的数，如 192.168.127.1；IPv6 如 fd00:127::1。`,
    'no-name-service': (about) =>
      `实验里没有域名服务，解析不了 \`${about}\`。请写地址：服务端主机是 192.168.127.1，客户端主机是 192.168.127.2。`,
    'string-form': (about) => `这里不读 \`${about}\` 这种形式的字符串。请在一行里写 '…'。`,
    'bad-escape': (about) =>
      `\`${about}\` 不是完整的转义：\\x 后面是两位，\\u 四位，\\U 八位；反斜杠本身写成 \\\\。`,
    'not-ascii': (about) =>
      `字节字面量里只能有 ASCII，\`${about}\` 不是：SyntaxError。字节可以写成 \\xff；文字请写成字符串，再 encode。`,
    'outside-loop': (about) => `\`${about}\` 只能写在循环里。`,
    'outside-function': () => 'return 只能写在函数里。',
    'too-large': () => '这个程序太长或嵌套太深，这里运行不了（最多 100 条语句）。',
    'not-yet': (about) => `运行到这一行时 \`${about}\` 还不存在：NameError。造它的那一行要放在前面。`,
    'never-made': (about) => `没有哪一行造出 \`${about}\`：NameError。`,
    'not-connected': (about) =>
      about === 'send' || about === 'sendall'
        ? '这个套接字没有连接：内核会返回 EPIPE（32）。可以运行，看个究竟。'
        : '这个套接字没有连接：内核会返回 ENOTCONN（107）。可以运行，看个究竟。',
    'not-listening': () => 'accept 要用在 listen 过的套接字上：内核会返回 EINVAL（22）。可以运行，看个究竟。',
    closed: (about) => `那时 \`${about}\` 已经关闭：Bad file descriptor，EBADF（9）。可以运行，看个究竟。`,
    'text-not-bytes': (about) =>
      `\`${about}\` 要的是字节：给它文字，不等系统调用就抛出 TypeError。.encode() 把文字变成字节。`,
    'not-a-tuple': (about) => `TypeError: ${about}。地址是一个参数，是一个元组，有自己的括号。`,
    'wrong-arguments': (about) => `TypeError: ${about}。`,
    unresolved: (about) =>
      `实验里没有域名服务，解析不了 \`${about}\`：gaierror。请写地址：服务端主机是 192.168.127.1，客户端主机是 192.168.127.2。`,
    'loopback-connect': (about) =>
      `\`${about}\` 是程序自己所在的主机，而实验的服务端在另一台主机上：192.168.127.1。照这样写，这里没有程序监听时，内核会返回 ECONNREFUSED（111）。可以运行，看个究竟。`,
    'loopback-bind': (about) =>
      `绑定在 \`${about}\`，只有同一台主机上的程序找得到它。要让另一台主机找到，请绑定 192.168.127.1。可以运行，看个究竟。`,
    'lab-address': (about) => `这一行来自保存的脚本，在实验里读作 \`${about}\`，即实验自己的地址。`,
    'accept-gives-two': (about) => `accept 给出两个值：\`conn, addr = …\`。照这样写，\`${about}\` 是这一对。`,
  },

  wire: '线路',
  figures: '延迟、丢失、MTU……',
  figuresSet: '延迟、丢失、MTU……（已设）',
  noWire: '这种网络上什么都扣不住；设置仍随实验保存。',
  timers: '定时器',
  timer: { calm: '放慢的', kernel: '内核默认的' },
  timerHint: {
    calm: '扣住的字节一分钟后才重传，有时间思考',
    kernel: '扣住的字节 0.2 秒、0.4 秒……后重传，与普通机器一样',
  },
  steadySyn: '＋ 每秒一个 SYN',
  steadySynHint: '与它所出自的那一课一样：没有得到回应的 SYN 每秒重传一次',

  run: '在新实验中运行',
  runOwn: '在自己的实验中运行',
  ran: '实验已在舞台上：一步步运行，看结果。',
  notYet: (programs) => `还不能运行：请看${programs}。`,
  tooLarge: '所有程序合起来太长，不能运行也不能分享：请缩短，或移除一个客户端。',
  noLabs: '这里没有实况实验：可以写、分享、保存，但不能运行。',
  more: '更多',
  link: '复制链接',
  linkCopied: '链接已复制：谁打开，谁就在自己的实验里得到它。',
  linkShown: '浏览器不允许复制。链接在这里：',
  linkTooLong: '这个实验太长，放不进链接。请存为文件。',
  save: '存为文件',
  saveScripts: '存为 Python 脚本',
  open: '打开文件…',
  drop: '也可以把文件拖到这里。',
  lastRun: '回到上次运行的样子',
  startOver: '从头开始',
  before: '回到之前的内容',
  kept: '保存在这台设备上。',
  problem: {
    'not-a-composition': '这不是一个实验：文件被截断或改动了。请重新索取，或继续写下面的。',
    'too-large': '它比一个实验所能有的还大，没有打开。请继续写下面的。',
    'newer-version': '它由更新版本的 Socketscope 生成。请刷新页面，或继续写下面的。',
  },
  dismiss: '知道了',
  linkProblem: {
    'not-a-composition':
      '这个链接已损坏：途中被截断或改动，里面的实验无法读取。请把链接复制完整，或重新索取。',
    'too-large': '链接里的内容比一个实验所能有的还大，没有打开。',
    'newer-version': '链接里的实验由更新版本的 Socketscope 生成。请刷新页面，取得合适的版本。',
  },
};
