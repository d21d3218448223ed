import type { PhoneSmsView } from '../../src/server/api.ts';
import { language } from '../parts/api.ts';
import { roubles } from '../parts/roubles.ts';
import { words } from '../parts/words.ts';

/** The buyer's phone of the demo: the SMS that the local provider took, newest first. */
export function Phone({ messages }: { messages: PhoneSmsView[] }) {
  return (
    <section className="phone-box" aria-labelledby="phone-heading">
      <h2 id="phone-heading">{words('phone')}</h2>
      {messages.length === 0 ? (
        <p className="empty">{words('phoneEmpty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be focusable (WCAG 2.1.1).
        <ol className="phone" aria-live="polite" tabIndex={0}>
          {messages.slice(0, 30).map((message) => (
            <Bubble key={`${message.to}/${message.id}/${message.at}`} message={message} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Bubble({ message }: { message: PhoneSmsView }) {
  const { sender, to, text, at, parts, kopecks, delivered } = message;
  return (
    <li>
      <p className="sms-head">
        <b>{sender}</b> <span>{words('smsTo', { number: spaced(to) })}</span>
      </p>
      <p className="sms-text">{text}</p>
      <p className="sms-foot">
        {new Date(at).toLocaleTimeString(language)} · {words('smsParts', { count: parts })}, {roubles(kopecks)} ·{' '}
        {delivered ? `✓ ${words('smsDelivered')}` : `◷ ${words('smsWay')}`}
      </p>
    </li>
  );
}

/** `79161234567` as `+7 916 123-45-67`. */
const spaced = (number: string) => `+${number.replace(/^(7)(\d{3})(\d{3})(\d\d)(\d\d)$/, '$1 $2 $3-$4-$5')}`;
