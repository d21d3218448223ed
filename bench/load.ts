// Clients that post as fast as they are answered, in a process of their own: node bench/load.ts port clients seconds first.
// The number of the first receipt has ten digits. Says `requests milliseconds p99 refused` on standard output. Bytes are ready but for a
// number, so it costs the machine little.
import { connect } from 'node:net';
import { receiptNumber } from '../test/servers/service.ts';

const [port = 0, clients = 64, seconds = 4, first = 1_000_000_000] = process.argv.slice(2).map(Number);
const NUMBER = 1_234_567_890;
const [head = '', tail = ''] = JSON.stringify({ receipt: receiptNumber(NUMBER) })
  .replace(`Товар ${NUMBER}`, 'Товар')
  .split(`${NUMBER}`);

let number = first;
let refused = 0;
const took: number[] = [];
const started = performance.now();
const until = started + seconds * 1_000;
// Numbers of ten digits, so that every request is as long as the next.
const bodyBytes = Buffer.byteLength(`${head}${number}${tail}`);
const opening = `POST /api/v1/receipts HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${bodyBytes}\r\n\r\n${head}`;

await Promise.all(Array.from({ length: clients }, client));
took.sort((a, b) => a - b);
const p99 = took[Math.floor(took.length * 0.99)] ?? 0;
console.log(`${took.length} ${(performance.now() - started).toFixed(1)} ${p99.toFixed(1)} ${refused}`);

/** One connection, one request at a time. */
function client(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1').setNoDelay();
    let sentAt = 0;
    let said = '';
    const post = () => {
      sentAt = performance.now();
      socket.write(`${opening}${++number}${tail}`);
    };
    socket.on('connect', post);
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.on('data', (bytes) => {
      said += bytes.toString('latin1');
      const end = said.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(said)?.[1]);
      if (end < 0 || said.length < end + 4 + length) return;
      if (!said.startsWith('HTTP/1.1 202')) refused++;
      said = '';
      const now = performance.now();
      took.push(now - sentAt);
      if (now < until) post();
      else socket.end();
    });
  });
}
