import { after } from '../../after.ts';
import { loadLesson } from '../../lab/index.ts';
import { deviceSecret } from '../../lab/device-secret.ts';
import { messagesNow } from '../../i18n/catalogue.ts';
import { isInOwnLab } from '../../lab/elsewhere.ts';
import { forgetClass, rememberClass } from '../../lab/own-classes.ts';
import { classOfTab, hashOfRoom } from '../../lab/room-link.ts';
import { room } from '../../lab/room.ts';
import { playShippedRecording, sayProblem } from '../recordings/index.ts';
import { endsAtShown, type RoomSession, useRoom } from '../../lab/room-store.ts';
import type { Shown } from '../../../shared/protocol/class-schema.ts';
import type { LabInfo } from '../../../shared/model/lab-state.ts';
import { type Playhead, usePlayhead } from '../../playback/playhead-store.ts';
import { player } from '../../playback/playback.ts';
import { useSettings } from '../../settings/settings-store.ts';
import { say } from '../../ui/panels-store.ts';
import { lookAround } from './class-actions.ts';
import { hashOfClass } from '../../lab/class-hash.ts';
import { useClassView } from './class-store.ts';
import { hearClassOnly } from './aside.ts';
import { tellHowFar } from './how-far.ts';
import { classMessages } from './messages.ts';
import { keepOwnRun } from './own-run.ts';
import { Pursuit } from './pursuit.ts';
import { show, tellWhatIsShown } from './shown.ts';
import { tellWhereOneStands } from './stand.ts';

const epoch = (): string | null => room.epoch;

/** A follower is told for so long, ms, that the class has gone on. */
const MOVE_SAID_MS = 6000;

/** Presents or follows the class that the page is in, as the server says. Returns the way to stop. */
export function watchClass(): () => void {
  const pursuit = new Pursuit({
    player,
    epoch,
    byHand: lookAround,
    play: ({ lesson, variation = null }) => playShippedRecording(lesson, variation).then(sayProblem),
    goBack: () => room.join(),
  });
  let stopTelling = (): void => {};

  const partTaken = ({ class: told, room: at }: RoomSession): void => {
    stopTelling();
    stopTelling = (): void => {};
    if (told === null) return;
    if (told.part === 'presenter') {
      const { code, token = '' } = told;
      classOfTab.keep(code, token);
      // The projector may show a follower's lab. The page comes back to the class's own room.
      const front = told.front ?? at;
      if (token !== '') rememberClass(code, token, front ?? '');
      // A page that plays a recording is in no room.
      if (front !== null) room.want({ presents: { code, token }, class: undefined, room: front });
      // The teacher's own link has the secret in it.
      if (at !== null && front !== null && (front !== at || location.hash.startsWith(hashOfClass(''))))
        history.replaceState(null, '', hashOfRoom(front));
      // The followers see what the other presenter looks at.
      if (told.isBeside === true) return;
      const stops = [
        tellWhereOneStands({
          after,
          epoch,
          tell: (presenterAt) => room.act({ is: 'look', view: { presenterAt } }),
          goAside: () => room.act({ is: 'aside' }),
        }),
        tellHowFar({ after, epoch, tell: (at) => room.act({ is: 'shown', at }) }),
        tellWhatIsShown({
          after,
          tell: (presenterShows) => room.act({ is: 'look', view: { presenterShows } }),
        }),
      ];
      stopTelling = () => {
        for (const stop of stops) stop();
      };
    } else if (told.part === 'follower' || told.part === 'waiting') {
      // Whoever presented until now follows when they come again.
      if (classOfTab.read()?.token) {
        room.want({ class: told.code, as: deviceSecret(), presents: undefined, room: undefined });
        forgetClass(told.code);
      }
      // Whoever presented it waits for its next room, as others do.
      if (told.part === 'follower' || !classOfTab.read()?.was) classOfTab.keep(told.code);
      history.replaceState(null, '', hashOfClass(told.code));
    } else if (told.part === 'over') leave(told.code, at);
    else watch(told.code);
  };

  /** The part of the presenter's page that has been shown here. */
  let shown: Shown | null = null;
  const changed = (now: RoomSession, then: RoomSession): void => {
    // A server that was connected to again does not know where the presenter has gone meanwhile.
    const isBack = now.connection.is === 'open' && then.connection.is !== 'open';
    const isOther = (['part', 'code', 'token', 'front', 'isBeside'] as const).some(
      (key) => now.class?.[key] !== then.class?.[key],
    );
    const isShownAnother = now.class?.part === 'presenter' && now.room !== then.room;
    if (isBack || isOther || isShownAnother) partTaken(now);
    // The room in which they looked around has ended, and the server has brought them to the class.
    const isBrought = now.room !== then.room || now.class?.part === 'waiting';
    if (isBrought && useClassView.getState().looksAround) {
      room.want({ room: undefined });
      useClassView.setState({ looksAround: false });
    }
    const { looksAround } = useClassView.getState();
    const { class: told } = now;
    const goesAlong = told?.part === 'follower' || told?.part === 'replaced';
    const follows = goesAlong && !looksAround && !isInOwnLab(told);
    if (follows) {
      pursuit.goTo(now.presenterAt);
      pursuit.begin();
      if (now.presenterShows !== null && now.presenterShows !== shown) show(now.presenterShows, shown);
      shown = now.presenterShows;
    } else {
      pursuit.end();
      shown = null;
    }
  };

  /** The room, and what its lab shows. */
  let place: string | null = null;
  const goesOn = ({ headState: { lab } }: Pick<Playhead, 'headState'>): void => {
    if (lab === null || !pursuit.isOn) return;
    const { lesson, variation, experiment } = lab;
    const newest = JSON.stringify([useRoom.getState().room, lesson, variation, experiment?.title]);
    if (place !== null && place !== newest) void sayWhere(lab);
    place = newest;
  };

  room.meanwhile = (usual) => {
    const presents = Boolean(classOfTab.read()?.token);
    return presents || pursuit.isOn ? hearClassOnly(usual, () => partTaken(useRoom.getState())) : null;
  };
  player.beyond = () => {
    if (endsAtShown(useRoom.getState())) say(messagesNow(classMessages).noFurther);
  };
  if (usePlayhead.getState().mode === 'recording') room.attend();
  const blank = { ...useRoom.getState(), class: null };
  changed(useRoom.getState(), blank);
  goesOn(usePlayhead.getState());
  const stops = [
    keepOwnRun(),
    useRoom.subscribe(changed),
    useClassView.subscribe(() => changed(useRoom.getState(), useRoom.getState())),
    usePlayhead.subscribe(goesOn),
    () => pursuit.end(),
    () => stopTelling(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Another tab or device presents the class from now on. This one goes along with it. */
function watch(code: string): void {
  const { token, was = '' } = classOfTab.read() ?? {};
  const secret = token || was;
  if (!secret) return;
  classOfTab.keep(code, '', secret);
  room.want({
    class: `${code}/${secret}`,
    watches: true,
    as: deviceSecret(),
    presents: undefined,
    room: undefined,
  });
  history.replaceState(null, '', hashOfClass(code));
}

/** The class is over: the page stays in the room, and the tab and its device forget the class. */
function leave(code: string, at: string | null): void {
  classOfTab.forget();
  forgetClass(code);
  room.want({ presents: undefined });
  if (at === null) return;
  room.want({ class: undefined, watches: undefined, room: at });
  if (location.hash.startsWith(hashOfClass(''))) history.replaceState(null, '', hashOfRoom(at));
}

/** Says to a follower where the class has gone, and they with it. It stands above the stage, and so covers nothing. */
async function sayWhere({ lesson: id, variation, experiment }: LabInfo): Promise<void> {
  const lesson = await loadLesson(id);
  const { language } = useSettings.getState();
  const varied = lesson?.variations.find((one) => one.id === variation);
  const what = experiment?.title || varied?.title[language] || lesson?.title[language];
  const moved = what === undefined ? id : `${id} · ${what}`;
  useClassView.setState({ moved });
  setTimeout(() => {
    if (useClassView.getState().moved === moved) useClassView.setState({ moved: null });
  }, MOVE_SAID_MS);
}
