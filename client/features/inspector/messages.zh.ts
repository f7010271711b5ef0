import type { FieldName } from './messages.en.ts';

export const fieldsZh: Readonly<Record<FieldName, string>> = {
  fd: '程序自己的编号，从 3 数起，就像独立进程那样',
  realFd: '它在实验真实进程里的编号',
  call: '记录给它的编号',
  name: '程序调用的函数',
  line: '程序的第几行',
  thread: '发起调用的线程',
  bytes: '交出去的字节',
  max: '最多要多少字节',
  address: '它指明的地址',
  option: '它指明的选项',
  value: '交给它的数',
  blockedAt: '何时首次看到内核让线程睡下',
  tid: '内核给线程的编号',
  status: '线程在做什么',
  program: '它运行的程序',
  returnedLine: '刚刚返回的调用所在的行',
  exception: '让它结束的异常',
};
