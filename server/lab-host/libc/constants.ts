/** Numbers of the Linux ABI from include/uapi/. x86-64 and arm64 have the same. */
export const AF_INET = 2;
export const AF_INET6 = 10;
export const AF_NETLINK = 16;
export const AF_PACKET = 17;

export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;
export const SOCK_RAW = 3;
export const SOCK_NONBLOCK = 0o4000;
export const SOCK_CLOEXEC = 0o2000000;

export const O_RDONLY = 0;
export const O_RDWR = 2;
export const O_NONBLOCK = 0o4000;
export const O_CLOEXEC = 0o2000000;

export const EAGAIN = 11;
export const EINPROGRESS = 115;

export const MSG_PEEK = 0x2;
export const MSG_DONTWAIT = 0x40;
export const MSG_WAITALL = 0x100;
export const MSG_NOSIGNAL = 0x4000;

export const SHUT_RD = 0;
export const SHUT_WR = 1;
export const SHUT_RDWR = 2;

export const SOL_SOCKET = 1;
export const SO_REUSEADDR = 2;
export const SO_SNDBUF = 7;
export const SO_ERROR = 4;
export const SO_KEEPALIVE = 9;
export const SO_LINGER = 13;
export const SO_RCVTIMEO = 20;
export const SO_RCVBUF = 8;
export const SO_RCVBUFFORCE = 33;
export const SO_COOKIE = 57;

export const IPPROTO_TCP = 6;
export const TCP_NODELAY = 1;
export const TCP_INFO = 11;

export const SOL_PACKET = 263;
export const PACKET_STATISTICS = 6;

export const CLONE_NEWNET = 0x40000000;

export const NETLINK_ROUTE = 0;
export const NETLINK_SOCK_DIAG = 4;

export const PR_SET_PDEATHSIG = 1;
export const SIGKILL = 9;
