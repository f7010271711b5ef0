import card from '../../ui/notice.module.css';
import { useMessages } from '../../i18n/catalogue.ts';
import { notKeptMessages } from './messages.ts';

/** The room is not on the server's disk. */
export function NotKept() {
  const notKeptText = useMessages(notKeptMessages);
  return (
    <output className={card['notice']} data-part="not-kept">
      <p>{notKeptText.notKept}</p>
    </output>
  );
}
