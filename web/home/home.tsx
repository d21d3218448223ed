import { useCallback, useEffect, useState } from 'react';
import type { AcceptedView, DeliveryView, LetterView, PhoneSmsView, SampleView } from '../../src/server/api.ts';
import { call, Refused } from '../parts/api.ts';
import { useEvents } from '../parts/use-events.ts';
import { words } from '../parts/words.ts';
import { Mailbox } from './mailbox.tsx';
import { Outcome } from './outcome.tsx';
import { Phone } from './phone.tsx';
import { SendForm, type Wish } from './send-form.tsx';

const ON_ITS_WAY_MS = 1_000;

/** The first page of the demo: choose a sample receipt, type an address or a number, see the letter or the SMS. */
export function Home() {
  const [samples, setSamples] = useState<SampleView[]>();
  const [letters, setLetters] = useState<LetterView[]>([]);
  const [messages, setMessages] = useState<PhoneSmsView[]>([]);
  const [open, setOpen] = useState<string>();
  const [latest, setLatest] = useState<'letter' | 'sms'>('letter');
  const [delivery, setDelivery] = useState<DeliveryView>();
  const [problem, setProblem] = useState<string>();

  const tell = useCallback(
    (error: unknown) => setProblem(error instanceof Refused ? error.message : String(error)),
    [],
  );

  const readPhone = useCallback(() => {
    call<PhoneSmsView[]>('GET', '/demo/sms').then(setMessages, tell);
  }, [tell]);

  useEffect(() => {
    call<SampleView[]>('GET', '/demo/samples').then(setSamples, tell);
    call<LetterView[]>('GET', '/demo/letters').then(setLetters, tell);
    readPhone();
  }, [tell, readPhone]);

  // The phone tells when an SMS came, not when the operator reported it delivered.
  useEffect(() => {
    if (messages.every((message) => message.delivered)) return;
    const timer = setTimeout(readPhone, ON_ITS_WAY_MS);
    return () => clearTimeout(timer);
  }, [messages, readPhone]);

  useEvents({
    delivery: (event) => {
      setDelivery((shown) => (shown?.id === event.id ? event : shown));
    },
    letter: (letter) => {
      setLetters((before) => [letter, ...before.filter((other) => other.id !== letter.id)]);
      setOpen(letter.id);
      setLatest('letter');
    },
    sms: () => {
      readPhone();
      setLatest('sms');
    },
  });

  const send = async ({ sample, to, asPdf, withoutQr }: Wish) => {
    setProblem(undefined);
    try {
      const options = { to, as: asPdf ? 'pdf' : 'html', withoutQr };
      const accepted = await call<AcceptedView>('POST', '/receipts', { receipt: sample.receipt, ...options });
      let [first] = accepted.deliveries;
      if (first && !first.created) {
        const again = await call<AcceptedView>('POST', `/receipts/${accepted.receipt}/deliveries`, options);
        [first] = again.deliveries;
      }
      if (first) setDelivery(await call<DeliveryView>('GET', `/deliveries/${first.id}`));
    } catch (error) {
      tell(error);
    }
  };

  const playCashier = () =>
    call<{ till: string }>('POST', '/demo/sales?register=1').then(({ till }) => location.assign(till), tell);

  return (
    <>
      <header className="top">
        <h1>{words('title')}</h1>
        <p className="demo">{words('demo')}</p>
        <nav className="ways" aria-label={words('waysLabel')}>
          <button type="button" onClick={playCashier}>
            {words('playCashier')}
          </button>
          {(['overview', 'journal', 'settings'] as const).map((page) => (
            <a key={page} href={`/${page}`}>
              {words(`ways.${page}`)}
            </a>
          ))}
        </nav>
      </header>
      <main className="home">
        <section aria-labelledby="send-heading">
          <h2 id="send-heading">{words('sendHeading')}</h2>
          <SendForm samples={samples} onSend={send} />
          <div aria-live="polite">
            {problem !== undefined && <p className="problem">✕ {problem}</p>}
            {problem === undefined && delivery && <Outcome delivery={delivery} />}
          </div>
          <section className="next">
            <h2>{words('nextHeading')}</h2>
            <ol>
              <li>{words('nextFile')}</li>
              <li>
                <code>bin/kvitok settings set email.login shop@yandex.ru</code>
              </li>
              <li>
                <code>bin/kvitok settings set email.host smtp.yandex.ru</code>
              </li>
              <li>
                <code>bin/kvitok settings set email.password</code>
              </li>
              <li>
                <code>bin/kvitok check email</code>
              </li>
            </ol>
          </section>
        </section>
        <div className={`inboxes ${latest}-first`}>
          <Mailbox letters={letters} open={open} onOpen={setOpen} />
          <Phone messages={messages} />
        </div>
      </main>
    </>
  );
}
