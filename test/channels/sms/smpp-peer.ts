import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What the peer tells, see `smpp-peer.pl`. */
export interface PeerEvent {
  event: string;
  [fact: string]: unknown;
}

/** A message centre of its own make (Perl, Net::SMPP) in a process of its own. */
export interface SmppPeer {
  port: number;
  events: PeerEvent[];
  order(order: Record<string, unknown>): void;
  of(event: string): PeerEvent[];
  /** Resolves once as many events of a kind have come since the start, with the last of them. */
  until(event: string, count?: number): Promise<PeerEvent>;
  close(): Promise<void>;
}

export async function startPeer(set: Record<string, unknown> = {}): Promise<SmppPeer> {
  const child: ChildProcess = spawn('perl', [join(import.meta.dirname, 'smpp-peer.pl')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout || !child.stdin) throw new Error('no pipes');
  const events: PeerEvent[] = [];
  const looks = new Set<() => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    events.push(JSON.parse(line) as PeerEvent);
    for (const look of looks) look();
  });
  const { stdin } = child;
  const order = (what: Record<string, unknown>) => void stdin.write(`${JSON.stringify(what)}\n`);
  const of = (event: string) => events.filter((one) => one.event === event);
  const until = (event: string, count = 1): Promise<PeerEvent> =>
    new Promise((resolve) => {
      const look = () => {
        const found = of(event)[count - 1];
        if (!found) return;
        looks.delete(look);
        resolve(found);
      };
      looks.add(look);
      look();
    });
  const exited = once(child, 'exit');
  const listening = await Promise.race([until('listening'), exited.then(() => undefined)]);
  if (!listening) throw new Error('the peer did not start: is libnet-smpp-perl installed?');
  order({ set });
  return {
    port: Number(listening.port),
    events,
    order,
    of,
    until,
    close: async () => {
      stdin.end();
      await exited;
    },
  };
}
