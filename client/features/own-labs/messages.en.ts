import type { Person } from '../../../shared/protocol/hand-schema.ts';
import { personName } from '../../stage/view/holder-tag/person-name.ts';
import type { OwnLabTold } from '../../../shared/protocol/own-labs-schema.ts';

const labs = (count: number): string => `${count} ${count === 1 ? 'lab' : 'labs'}`;

export const messages = {
  title: 'Now you',
  open: 'Now you…',
  openHint: 'a lab of their own for everybody who follows',

  have: (devices: number, free: number) =>
    `${devices} ${devices === 1 ? 'device follows' : 'devices follow'}, and there ${free === 1 ? 'is' : 'are'} ${labs(free)} for them.`,
  nobody: 'Nobody follows yet. Whoever comes later gets a lab, too.',
  noLabs: 'There is no lab for them at the moment: all are in use.',
  beginsAs:
    'Each lab begins like yours at the lesson’s beginning, with your programs, your variation and your wire as they are now.',
  each: (each: number) => (each === 1 ? 'Each alone' : each === 2 ? 'In pairs' : `In groups of ${each}`),
  choice: (count: number, without: number) =>
    without === 0 ? labs(count) : `${labs(count)}, ${without} only ${without === 1 ? 'watches' : 'watch'}`,
  start: 'Give them their labs',
  back: 'Bring all back',
  backHint: 'Their labs end. Everybody follows you again, and may save their run.',

  counts: {
    stuck: (count: number) => `${count} stuck`,
    quiet: (count: number) => `${count} quiet`,
    going: (count: number) => `${count} at work`,
    making: (count: number) => `${count} beginning`,
    away: (count: number) => `${count} left`,
    over: (count: number) => `${count} at the end`,
    done: (count: number) => `${count} done`,
  } satisfies Record<OwnLabTold['standing'], (count: number) => string>,
  without: (without: number): string =>
    `${without} ${without === 1 ? 'has' : 'have'} no lab and ${without === 1 ? 'watches' : 'watch'}`,
  lab: (lab: number): string => `Lab ${lab}`,
  who: (person: Person): string => personName(person, 'device'),
  raised: 'has raised a hand',
  missing: (missing: number): string => `${missing} not here`,
  moves: (done: number, moves: number) => `${done} of ${moves} moves`,
  standing: {
    quiet: (minutes: number) => `quiet for ${minutes} min`,
    going: 'at work',
    making: 'its lab is being made',
    away: 'nobody is there',
    over: 'at the end; the run did not show all',
    done: 'done',
  },
  stuck: {
    deadlock: 'stuck: deadlock',
    exception: (name: string) => `stuck: ${name}`,
    standstill: 'stuck: nothing can go on',
  },
  list: 'Labs',
  look: 'Look into it',
  lookHint: 'opens it in a window of its own, where you operate nothing',
  show: 'Project…',
  showHint: 'asks those in it whether it may be on the projector',
  empty: (lab: number) => `Nobody is in lab ${lab} who could agree.`,
  notKept: 'The server cannot keep who has which lab at the moment.',

  asking: (lab: number) => `Those in lab ${lab} are asked whether it may be on the projector.`,
  refused: (lab: number) => `Lab ${lab} is not to be on the projector.`,
  shown: (lab: number) => `Lab ${lab} is on the projector.`,
  offAgain: (lab: number) => `Lab ${lab} is no longer on the projector.`,
  takeBack: 'Do not ask',
  takeOff: 'Take it off',
  atWork: 'All have labs of their own:',
  showList: 'List…',

  sentences: (all: readonly string[]): string => all.join(' '),
  own: (lab: number, here: number) =>
    here > 1 ? `Your own lab, number ${lab}, with ${here} devices.` : `Your own lab, number ${lab}.`,
  ended: 'Your own lab has ended. Its run can be saved until you leave this page.',
  save: 'Save it',
  watched: 'Somebody watches it.',
  mayShow: 'May your lab be on the projector?',
  yes: 'Yes',
  no: 'No',
  agreed: 'You have said yes. It is shown once everybody in this lab has.',
  isShown: 'Your lab is on the projector.',
  noMore: 'Show it no more',
  keepWatching: (count: number) =>
    `You keep watching: ${count === 0 ? 'no lab is free' : `all ${count} labs are in use`}. You get one as soon as one is free.`,
};

export type Messages = typeof messages;
