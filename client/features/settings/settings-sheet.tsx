import { uiMessages } from '../../ui/messages.ts';
import { settingsMessages } from './messages.ts';
import { changeLanguage, useMessages } from '../../i18n/catalogue.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../../../shared/languages.ts';
import {
  changeSettings,
  type Settings,
  SPEEDS,
  TRUE_SCALES,
  useSettings,
} from '../../settings/settings-store.ts';
import { ForgetProgress } from '../progress/forget-progress.tsx';
import { formatSpeed } from '../../ui/format.ts';
import { SheetFrame } from '../../ui/sheet.tsx';
import styles from '../../ui/sheet.module.css';

type Choice<K extends keyof Settings> = readonly (readonly [Settings[K], string])[];

function choose<K extends keyof Settings>(name: K, value: Settings[K]): void {
  if (name === 'language') void changeLanguage(value as Settings['language']);
  else changeSettings({ [name]: value });
}

function Radios<K extends keyof Settings>({
  name,
  label,
  choices,
}: {
  readonly name: K;
  readonly label: string;
  readonly choices: Choice<K>;
}) {
  const value = useSettings((settings) => settings[name]);
  return (
    <fieldset className={styles['field']}>
      <legend>{label}</legend>
      <div className={styles['options']}>
        {choices.map(([choice, words]) => (
          <label key={String(choice)}>
            <input
              type="radio"
              name={name}
              checked={choice === value}
              onChange={() => choose(name, choice)}
            />
            {words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Check({ name, label }: { readonly name: 'hexBelowCells' | 'singleKeys'; readonly label: string }) {
  const value = useSettings((settings) => settings[name]);
  return (
    <label className={styles['check']}>
      <input type="checkbox" checked={value} onChange={() => changeSettings({ [name]: !value })} />
      {label}
    </label>
  );
}

export function SettingsSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useMessages(settingsMessages);
  const uiText = useMessages(uiMessages);
  const words = text;
  const time = useSettings((settings) => settings.time);
  return (
    <SheetFrame title={words.title} onClose={onClose}>
      <Radios
        name="language"
        label={words.language}
        choices={LANGUAGES.map((language) => [language, LANGUAGE_NAMES[language].name])}
      />
      <Radios
        name="theme"
        label={words.theme}
        choices={(['system', 'light', 'dark', 'contrast'] as const).map((id) => [id, uiText.themes[id]])}
      />
      <Radios
        name="time"
        label={words.time}
        choices={[
          ['story', words.story],
          ['true', words.true],
        ]}
      />
      {time === 'story' ? (
        <Radios name="speed" label={words.speed} choices={SPEEDS.map((s) => [s, formatSpeed(s)])} />
      ) : (
        <Radios name="trueScale" label={words.trueScale} choices={TRUE_SCALES.map((s) => [s, `1:${s}`])} />
      )}
      <Radios
        name="motion"
        label={words.motion}
        choices={(['system', 'full', 'reduced'] as const).map((id) => [id, words.motions[id]])}
      />
      <Radios
        name="stage"
        label={words.stage}
        choices={(['growing', 'all'] as const).map((id) => [id, words.stages[id]])}
      />
      <Check name="hexBelowCells" label={words.hex} />
      <Check name="singleKeys" label={words.singleKeys} />
      <h3 className={styles['heading']}>{words.progress}</h3>
      <ForgetProgress />
    </SheetFrame>
  );
}
