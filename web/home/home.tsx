import { useCallback, useEffect, useState } from 'react';
import type { AcceptedView, DeliveryView, LetterView, SampleView } from '../../src/server/api.ts';
import { call, Refused } from '../parts/api.ts';
import { useEvents } from '../parts/use-events.ts';
import { words } from '../parts/words.ts';
import { Mailbox } from './mailbox.tsx';
import { Outcome } from './outcome.tsx';
import { SendForm, type Wish } from './send-form.tsx';

/** The first page of the demo: choose a sample receipt, type an address, see the letter. */
export function Home() {
  const [samples, setSamples] = useState<SampleView[]>();
  const [letters, setLetters] = useState<LetterView[]>([]);
  const [open, setOpen] = useState<string>();
  const [delivery, setDelivery] = useState<DeliveryView>();
  const [problem, setProblem] = useState<string>();

  const tell = useCallback(
    (error: unknown) => setProblem(error instanceof Refused ? error.message : String(error)),
    [],
  );

  useEffect(() => {
    call<SampleView[]>('GET', '/demo/samples').then(setSamples, tell);
    call<LetterView[]>('GET', '/demo/letters').then(setLetters, tell);
  }, [tell]);

  useEvents({
    delivery: (event) => setDelivery((shown) => (shown?.id === event.id ? event : shown)),
    letter: (letter) => {
      setLetters((before) => [letter, ...before.filter((other) => other.id !== letter.id)]);
      setOpen(letter.id);
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

  return (
    <>
      <header className="top">
        <h1>{words('title')}</h1>
        <p className="demo">{words('demo')}</p>
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
                <code>bin/kvitok check email</code>
              </li>
            </ol>
          </section>
        </section>
        <Mailbox letters={letters} open={open} onOpen={setOpen} />
      </main>
    </>
  );
}
