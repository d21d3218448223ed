import { useEffect, useRef } from 'react';
import type { Events } from '../../src/server/api.ts';

type Listeners = { [Name in keyof Events]?: (event: Events[Name]) => void };

/** Listens to the service's events while the component is shown; the browser reconnects by itself. */
export function useEvents(listeners: Listeners): void {
  const latest = useRef(listeners);
  latest.current = listeners;
  useEffect(() => {
    const source = new EventSource('/api/v1/events');
    const hear = <Name extends keyof Events>(name: Name) =>
      source.addEventListener(name, (event) => latest.current[name]?.(JSON.parse(event.data) as Events[Name]));
    hear('delivery');
    hear('letter');
    hear('sms');
    return () => source.close();
  }, []);
}
