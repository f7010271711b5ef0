import type { Messages } from './messages.en.ts';

export const messages: Messages = {
  about: {
    'two-hosts':
      '两台主机，各有自己的网络命名空间、网卡和 TCP。它们之间的每个报文段都经过一条线路，在那里可以手动扣住、递送或丢弃。',
    loopback: '所有程序都在同一台主机上，经回环接口通信。缓冲区和状态来自内核；报文段不能扣住。',
    replay: '没有实况实验在运行。你看到的是一次真实运行的录像，时间轴完整。',
  },
  chosen: {
    'two-hosts': '由命令行指定：--network two-hosts。',
    loopback: '由命令行 --network 指定；不加它，就用这台机器上最好的网络。',
    replay: 'Socketscope 启动时加了 --network replay，所以只放录像。去掉它再启动，就有实况实验。',
  },
  timers: {
    calm: '定时器：放慢。扣住的字节一分钟后才重传，好让你慢慢思考。',
    kernel: '定时器：内核默认。数据约 0.2 秒内没有确认就重传，之后间隔逐次加倍。',
  },
  held: (bytes, limit) =>
    `上次静止时，各程序的值占内存${bytes}；合计最多允许 ${limit}，超出时该行抛出 MemoryError。`,
  atMost: (bytes) => `至多 ${bytes}`,
  lessThan: (bytes) => `不到 ${bytes}`,
  capture: {
    wire: '每个报文段都在线路上直接看到。',
    'packet-socket': '报文段由主机内的包套接字捕获。',
    counters: '看不到报文段；位置取自内核计数器，没有第二个见证。',
    recording: '当时看到的都在录像里。',
  },
  notIsolated: '用的是这台机器自己的回环接口，与机器上的其他程序共用。',
  noNamespace: '用的是这台机器自己的回环接口：没能得到私有命名空间。',
  failed: (what, step, errno) => `试过更好的网络，没有成功：${what}（${step}${errno ? `，${errno}` : ''}）。`,
  step: {
    platform: '这里不是 Linux',
    userns: '用户命名空间',
    netns: '网络命名空间',
    'tun-open': '打开 /dev/net/tun',
    'tun-create': '创建 TUN 设备',
    netlink: '经 netlink 向内核设置地址或路由',
    link: '给实验的网卡配置地址',
    'sock-diag': '用 sock_diag 读取套接字',
    'packet-socket': '捕获报文段',
    koffi: '加载 libc',
    'lab-host': '启动实验进程',
    unknown: '没有预料到的错误',
  },
  remedyTitle: '解决办法',
  kernel: '内核',
  remedy: {
    platform:
      '实况实验需要 Linux。在 Windows 上请安装 WSL2 并在其中启动 Socketscope；在 Mac 上请用 Linux 机器、虚拟机或容器。',
    userns:
      '不允许使用用户命名空间。Ubuntu：sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0。较旧的 Debian：sudo sysctl -w kernel.unprivileged_userns_clone=1。容器：加 --privileged，或以带 CAP_SYS_ADMIN 的 root 运行。',
    netns: '这里不允许创建网络命名空间。容器请加 CAP_SYS_ADMIN，或在容器外启动 Socketscope。',
    'tun-open':
      '/dev/net/tun 不存在或没有权限。试试：sudo modprobe tun；sudo chmod 0666 /dev/net/tun。容器请加 --device /dev/net/tun。',
    'tun-create':
      '不能在命名空间里创建 TUN 设备：容器或它的 seccomp 配置禁止了。试试 --cap-add NET_ADMIN --device /dev/net/tun。',
    'sock-diag': '内核没有 TCP 的 sock_diag。试试：sudo modprobe tcp_diag。',
    'packet-socket': '这里不允许包套接字，无法捕获报文段。容器请加 --cap-add NET_RAW。',
    koffi: '调用 libc 的部件没能加载。请重新执行 npm install，不要加 --omit=optional。',
    netlink:
      '内核在命名空间里拒绝了一项网络设置。容器请加 --cap-add NET_ADMIN，并检查它的 seccomp 配置是否允许 netlink 套接字。',
    link: '实验的网卡没能按要求配置好：可能有别的程序或安全策略干预，或内核没有启用 IPv4。请在容器外，或以 root 再试。',
    'lab-host':
      '运行实验的进程没有启动，或立刻退出了。原因见运行服务器的终端；常见的办法是用当前的 Node 重新执行 npm install。',
    unknown:
      '完整的消息在运行服务器的终端里。加上 --network two-hosts 启动可以看到具体原因，请带着它报告问题。',
    other: '请用 --network two-hosts 启动服务器，它会打印完整原因。',
  },
};
