export const messages = {
  about: {
    'two-hosts':
      'Two hosts, each a network namespace of its own with its own NIC and TCP. Every segment between them crosses a wire on which it can be held, delivered or dropped by hand.',
    loopback:
      'All programs run on one host and talk over its loopback. Buffers and states are the kernel’s own; segments cannot be held.',
    replay: 'No live lab is running. You are looking at a recorded real run with its whole timeline.',
  },
  chosen: {
    'two-hosts': 'Chosen on the command line: --network two-hosts.',
    loopback: 'Chosen on the command line (--network): without it the best network of this machine is used.',
    replay:
      'Socketscope was started with --network replay: it plays recordings only. Start it without that for live labs.',
  },
  timers: {
    calm: 'Timers: calm. Bytes that are held are sent again after a minute only, so that there is time to think.',
    kernel:
      'Timers: the kernel’s own. Data not acknowledged within about 0.2 s is sent again, then after twice as long, and so on.',
  },
  held: (bytes: string, limit: string) =>
    `At the last rest the programs’ values took ${bytes}. Together they may take ${limit}; beyond that a line raises MemoryError.`,
  atMost: (bytes: string) => `at most ${bytes}`,
  lessThan: (bytes: string) => `less than ${bytes}`,
  capture: {
    wire: 'Each segment is seen on the wire itself.',
    'packet-socket': 'Segments are captured inside the host by a packet socket.',
    counters: 'Segments are not seen; positions come from the kernel’s counters, and have no second witness.',
    recording: 'What was seen is in the recording.',
  },
  notIsolated: 'It is this machine’s own loopback, shared with everything else that runs here.',
  noNamespace: 'It is this machine’s own loopback: no private namespace could be made.',
  failed: (what: string, step: string, errno: string) =>
    `A better network was tried and failed: ${what} (${step}${errno ? `, ${errno}` : ''}).`,
  step: {
    platform: 'this is not Linux',
    userns: 'a user namespace',
    netns: 'a network namespace',
    'tun-open': 'opening /dev/net/tun',
    'tun-create': 'making a TUN device',
    netlink: 'asking the kernel for an address or a route over netlink',
    link: 'giving the lab’s network card its address',
    'sock-diag': 'reading sockets by sock_diag',
    'packet-socket': 'capturing segments',
    koffi: 'loading libc',
    'lab-host': 'starting the lab host process',
    unknown: 'something unforeseen',
  },
  remedyTitle: 'What helps',
  kernel: 'Kernel',
  remedy: {
    platform:
      'Live labs need Linux. On Windows install WSL2 and start Socketscope inside it; on a Mac use a Linux machine, a virtual machine or a container.',
    userns:
      'User namespaces are not permitted. On Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0. On older Debian: sudo sysctl -w kernel.unprivileged_userns_clone=1. In a container: run it with --privileged, or as root with CAP_SYS_ADMIN.',
    netns:
      'Network namespaces are not permitted here. In a container: run it with CAP_SYS_ADMIN, or start Socketscope outside.',
    'tun-open':
      '/dev/net/tun is missing or closed. Try: sudo modprobe tun; sudo chmod 0666 /dev/net/tun. In a container add --device /dev/net/tun.',
    'tun-create':
      'A TUN device could not be made in the namespace: the container or its seccomp profile forbids it. Try --cap-add NET_ADMIN --device /dev/net/tun.',
    'sock-diag': 'The kernel has no sock_diag for TCP. Try: sudo modprobe tcp_diag.',
    'packet-socket':
      'Packet sockets are not permitted here, so segments cannot be captured. In a container add --cap-add NET_RAW.',
    koffi: 'The part that calls libc could not be loaded. Run npm install again, without --omit=optional.',
    netlink:
      'The kernel refused a network setting inside the namespace. In a container: run it with --cap-add NET_ADMIN, and look whether its seccomp profile allows netlink sockets.',
    link: 'The lab’s card could not be set up as needed: another program or a security policy interferes, or the kernel lacks IPv4 on it. Try outside the container, or as root.',
    'lab-host':
      'The process that runs the labs did not start or ended at once. The terminal in which the server runs says why; often npm install has to be run again, with this Node.',
    unknown:
      'The terminal in which the server runs has the whole message. Start it with --network two-hosts to have it named, and report it with that message.',
    other: 'Start the server with --network two-hosts: it then prints the whole reason.',
  },
};

export type Messages = typeof messages;
