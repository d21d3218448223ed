import { useEffect, useRef } from 'react';
import type { Events } from '../../src/server/api.ts';
import { language } from './api.ts';

type Listeners = { [Name in keyof Events]?: (event: Events[Name]) => void };

interface Stream {
  /** The stream is open; after a break what happened meanwhile was missed. */
  onOpen?(isAgain: boolean): void;
  onBreak?(): void;
}

/** Listens to the service's events while the component is shown; the browser reconnects by itself. */
export function useEvents(listeners: Listeners, stream: Stream = {}): void {
  const latest = useRef(listeners);
  latest.current = listeners;
  const latestStream = useRef(stream);
  latestStream.current = stream;
  useEffect(() => {
    const source = new EventSource(`/api/v1/events?lang=${language}`);
    let isAgain = false;
    source.addEventListener('open', () => {
      latestStream.current.onOpen?.(isAgain);
      isAgain = true;
    });
    source.addEventListener('error', () => latestStream.current.onBreak?.());
    const hear = <Name extends keyof Events>(name: Name) =>
      source.addEventListener(name, (event) => latest.current[name]?.(JSON.parse(event.data) as Events[Name]));
    hear('delivery');
    hear('letter');
    hear('sms');
    return () => source.close();
  }, []);
}
