import { recordingsMessages } from '../recordings/messages.ts';
import { useMessages } from '../../i18n/catalogue.ts';
import { openComposition } from '../composer/index.ts';
import { useEffect, useState } from 'react';
import { playRecordingFile, sayProblem } from '../recordings/index.ts';
import styles from './drop-zone.module.css';

/** A recording dropped anywhere on the page is played. */
export function DropZone() {
  const text = useMessages(recordingsMessages);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const dragged = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const left = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent): void => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      if (file.name.endsWith('.json')) {
        void openComposition(file);
        return;
      }
      void playRecordingFile(file).then(sayProblem);
    };
    addEventListener('dragover', dragged);
    addEventListener('dragleave', left);
    addEventListener('drop', dropped);
    return () => {
      removeEventListener('dragover', dragged);
      removeEventListener('dragleave', left);
      removeEventListener('drop', dropped);
    };
  }, []);
  return over ? <div className={styles['zone']}>{text.dropHere}</div> : null;
}
